package org.smimegate.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.keys.Client.SECRET;
import static org.smimegate.it.keys.Client.plain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Certificates;
import org.smimegate.it.Leaks;
import org.smimegate.it.harness.CommandLine;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.Project;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/**
 * A known partner signs with another key: what the next answer is encrypted to, under each value of {@code updates}. Mail
 * to the user {@code accept} is learned from with {@code updates=accept}, and so on.
 */
class UpdatesIT {
    private static final List<String> UPDATES = List.of("accept", "pending", "reject");
    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final Pattern STATE = Pattern.compile("\"state\":\"(\\w+)\".*\"sha256\":\"(\\w+)\"");

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation a;
    private static Client openssl;

    /** Both keys of a partner. */
    private record Keys(TestIdentity old, TestIdentity fresh) {}

    @BeforeAll
    static void start() throws IOException {
        openssl = Client.in(folder);
        sink = SmtpSink.start();
        a = new Organisation(folder, "a.example").trust("b.example", PARTNER).nextHop(sink.port());
        UPDATES.forEach(a::user);
        a.harvest("HERE")
                .setup()
                .replace(
                        "mailetcontainer.xml",
                        "<mailet match=\"All\" class=\"org.smimegate.mailets.HarvestKey\">HERE</mailet>",
                        UPDATES.stream().map(UpdatesIT::harvesting).collect(Collectors.joining("\n")));
        a.start();
    }

    private static String harvesting(String updates) {
        return """
                <mailet match="RecipientIs=%1$s@a.example" class="org.smimegate.mailets.HarvestKey">
                  <updates>%1$s</updates>
                </mailet>""".formatted(updates);
    }

    @AfterAll
    static void stop() {
        a.close();
        sink.close();
    }

    @Test
    void shouldEncryptToTheNewKey_whenUpdatesAreAccepted() throws IOException {
        Keys annas = changed("accept", "anna@b.example");

        RawMail answer = answer("accept", "anna@b.example", "answer to anna");

        assertIsFor(annas.fresh(), annas.old(), answer);
        assertThat(state(annas.fresh())).isEqualTo("active");
        assertThat(state(annas.old())).isEqualTo("superseded");
    }

    /** The command works on the key ring of the running server. */
    @Test
    void shouldEncryptToTheOldKeyUntilTheNewOneIsApproved_whenUpdatesArePending() throws IOException {
        Keys pauls = changed("pending", "paul@b.example");

        assertIsFor(pauls.old(), pauls.fresh(), answer("pending", "paul@b.example", "not yet approved"));
        assertThat(state(pauls.fresh())).isEqualTo("pending");
        keys("approve", Certificates.fingerprint(pauls.fresh().certificate()));

        assertIsFor(pauls.fresh(), pauls.old(), answer("pending", "paul@b.example", "approved"));
        assertThat(state(pauls.fresh())).isEqualTo("active");
    }

    @Test
    void shouldStayWithTheOldKey_whenUpdatesAreRejected() throws IOException {
        Keys ritas = changed("reject", "rita@b.example");

        assertIsFor(ritas.old(), ritas.fresh(), answer("reject", "rita@b.example", "answer to rita"));
        assertThat(state(ritas.fresh())).isEqualTo("rejected");
        assertThat(state(ritas.old())).isEqualTo("active");
    }

    /** Mail with the one key came in, and then mail with a newer one. */
    private static Keys changed(String updates, String partner) throws IOException {
        Keys keys = new Keys(issued(partner, 0), issued(partner, 1));
        learn(updates, partner, keys.old());
        learn(updates, partner, keys.fresh());
        return keys;
    }

    /** A key of its own, the later the newer. */
    private static TestIdentity issued(String partner, int later) {
        return PARTNER.leaf(partner)
                .valid(TestPki.days(later - 9), TestPki.days(later + 100))
                .freshKey()
                .build();
    }

    private static void learn(String updates, String partner, TestIdentity identity) throws IOException {
        String to = updates + "@a.example";
        String subject = "signed " + identity.certificate().getSerialNumber();
        a.receive(partner, to, openssl.signed(partner, to, subject, identity));
        a.inbox(to).await(subject);
    }

    private static RawMail answer(String user, String partner, String subject) {
        a.send(user + "@a.example", partner, plain(user + "@a.example", partner, subject));
        return sink.await(subject);
    }

    private static void assertIsFor(TestIdentity key, TestIdentity other, RawMail answer) throws IOException {
        assertThat(Leaks.readable(answer, SECRET)).isFalse();
        assertThat(openssl.opened(answer, key)).contains(SECRET);
        assertThat(openssl.opens(answer, other)).isFalse();
    }

    private static String state(TestIdentity identity) throws IOException {
        String fingerprint = Certificates.fingerprint(identity.certificate());
        return STATE.matcher(keys("list", "--json"))
                .results()
                .filter(line -> line.group(2).equals(fingerprint))
                .map((MatchResult line) -> line.group(1))
                .findFirst()
                .orElse("not there");
    }

    /** {@code smimegate keys}, beside the running server. */
    private static String keys(String command, String word) throws IOException {
        Path temp = Files.createTempDirectory(folder, "temp");
        return CommandLine.of(Project.file(""), temp)
                .run("keys", command, "--config", a.setup().conf().resolve("smime.xml"), word);
    }
}
