package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RefusedStart;

/**
 * A broken smime.xml or key refuses to start: exit code and log line of the real process. One of each kind; every wrong
 * value is in the unit tests of gateway and keys, the parameters of mailets in {@code RefusedParametersIT}.
 */
class RefusalsIT {
    private static final String SECRET = "gateway secret";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<directories>|<directories><fodler path=\"x\"/>|fodler",
                "default=\"gateway\"|defualt=\"gateway\"|defualt",
                "mode=\"sign-encrypt\"|mode=\"sing\"|sing (expected: sign, encrypt, sign-encrypt, triple)",
            })
    void shouldRefuseSmimeXml(String text, String wrong, String message) {
        Organisation a = organisation();
        a.setup().replace("smime.xml", text, wrong);

        assertRefused(a, "smime.xml", message);
    }

    @ParameterizedTest
    @MethodSource("brokenKeys")
    void shouldRefuseKeys(BrokenKey broken) throws IOException {
        Organisation a = organisation();
        broken.step().breakIn(a.setup().conf().resolve("smime"), a.pki());

        assertRefused(a, broken.messages().toArray(String[]::new));
    }

    static Stream<BrokenKey> brokenKeys() {
        return Stream.of(
                new BrokenKey(
                        "wrong password",
                        (smime, pki) -> TestFiles.writeSecret(smime.resolve("gateway.secret"), "not it"),
                        List.of("gateway.p12", "secret")),
                new BrokenKey(
                        "expired",
                        (smime, pki) -> replaceKey(smime, pki.expired("gateway@a.example")),
                        List.of("gateway.p12", "expired")),
                new BrokenKey("mismatch", RefusalsIT::mismatch, List.of("gateway.p12", "gateway", "key")),
                new BrokenKey(
                        "readable by others",
                        (smime, pki) -> Files.setPosixFilePermissions(
                                smime.resolve("gateway.secret"), PosixFilePermissions.fromString("rw-r--r--")),
                        List.of("gateway.secret", "0600")),
                new BrokenKey(
                        "missing", (smime, pki) -> Files.delete(smime.resolve("gateway.p12")), List.of("gateway.p12")));
    }

    private record BrokenKey(String what, Step step, List<String> messages) {
        @Override
        public String toString() {
            return what;
        }
    }

    private interface Step {
        void breakIn(Path smime, TestPki pki) throws IOException;
    }

    private static void replaceKey(Path smime, TestIdentity identity) throws IOException {
        Path file = smime.resolve("gateway.p12");
        Files.delete(file);
        TestFiles.writePkcs12(file, SECRET, "gateway", identity);
    }

    private static void mismatch(Path smime, TestPki pki) throws IOException {
        Path file = smime.resolve("gateway.p12");
        Files.delete(file);
        TestIdentity one = pki.leaf("one@a.example").freshKey().build();
        TestIdentity other = pki.leaf("other@a.example").freshKey().build();
        TestFiles.writePkcs12(file, SECRET, "gateway", one.key(), other.fullChain());
    }

    private Organisation organisation() {
        return new Organisation(folder, "a.example");
    }

    private static void assertRefused(Organisation a, String... messages) {
        RefusedStart refused = a.setup().startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log().lines().filter(line -> Stream.of(messages).allMatch(line::contains)))
                .as("lines with %s in:\n%s", List.of(messages), refused.log())
                .isNotEmpty();
    }
}
