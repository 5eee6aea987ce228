package org.smimegate.admin.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.keyring.State;

/** {@code approve}, {@code reject} and {@code remove}, and a key ring that cannot be opened. */
class DecisionCommandsTest {
    private static final String BOB = "bob@partner.example";

    @TempDir
    Path folder;

    private Partners partners;

    @BeforeEach
    void makeGateway() throws Exception {
        partners = new Partners(folder);
    }

    @Test
    void shouldEncryptToTheNewKey_whenItIsApproved() throws Exception {
        TestIdentity old = partners.person(BOB);
        TestIdentity fresh =
                partners.pki.leaf(BOB).key(KeyKind.P_256).freshKey().build();
        TestIdentity manual =
                partners.pki.leaf(BOB).key(KeyKind.P_256).freshKey().build();
        partners.learned(old, BOB, State.ACTIVE);
        partners.learned(fresh, BOB, State.PENDING);
        partners.keys("add", partners.pem(manual));

        Cli.Result approved = partners.keys("approve", fingerprint(fresh).substring(0, 10));

        assertThat(approved.status()).isZero();
        assertThat(approved.out()).startsWith("approved: ").contains(BOB);
        assertThat(state(fresh)).isEqualTo("active");
        assertThat(state(old)).isEqualTo("superseded");
        assertThat(state(manual)).isEqualTo("active");
        assertThat(partners.keys("show", fingerprint(fresh), "--json")
                        .json()
                        .get(0)
                        .path("pinned")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldAskForOneEntry_whenApprovedKeyIsOfSeveralOwners() throws Exception {
        TestIdentity bob = partners.person(BOB);
        partners.learned(bob, BOB, State.PENDING);
        partners.learned(bob, "partner.example", State.PENDING);

        Cli.Result all = partners.keys("approve", fingerprint(bob));
        Cli.Result one = partners.keys("approve", partners.id(BOB));

        assertThat(all.status()).isEqualTo(1);
        assertThat(all.err())
                .contains("entries of several owners (expected: the number of one: ")
                .contains(partners.id(BOB) + " for " + BOB, " for partner.example");
        assertThat(one.status()).isZero();
        assertThat(partners.keys("list", "--state", "active").out().lines().filter(line -> line.contains("partner")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(BOB));
    }

    @Test
    void shouldNeverUseIt_whenItIsRejected() throws Exception {
        TestIdentity bob = partners.person(BOB);
        partners.learned(bob, BOB, State.ACTIVE);
        assertThat(partners.keys("search", BOB).status()).isZero();

        Cli.Result rejected = partners.keys("reject", partners.id(BOB), "--json");

        assertThat(rejected.status()).isZero();
        assertThat(rejected.json().get(0).path("result").asText()).isEqualTo("rejected");
        assertThat(rejected.json().get(0).path("decided").asBoolean()).isTrue();
        assertThat(state(bob)).isEqualTo("rejected");
        assertThat(partners.keys("search", BOB).status()).isEqualTo(1);
    }

    @Test
    void shouldForgetIt_whenItIsRemoved() throws Exception {
        TestIdentity bob = partners.person(BOB);
        partners.keys("add", partners.pem(bob), "--for", "partner.example");
        String opensslStyle = fingerprint(bob).toUpperCase(Locale.ROOT).replaceAll("..(?!$)", "$0:");

        Cli.Result removed = partners.keys("remove", opensslStyle);

        assertThat(removed.status()).isZero();
        assertThat(removed.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("removed: "));
        assertThat(partners.keys("list").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject", "remove"})
    void shouldDoTheOthersAndSayNo_whenOneIsNotThere(String command) throws Exception {
        partners.learned(partners.person(BOB), BOB, State.PENDING);
        long id = partners.id(BOB);

        Cli.Result result = partners.keys(command, "9999", "xyz", id);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("9999: not in the key ring (expected: its number", "xyz: not in the key ring");
        assertThat(result.out().lines()).hasSize(1);
        assertThat(partners.keys(command).status()).isEqualTo(2);
        assertThat(partners.keys(command, "9999", "--json")
                        .json()
                        .get(0)
                        .path("error")
                        .asText())
                .startsWith("9999: ");
    }

    @Test
    void shouldSayWhere_whenTheStoreIsDown() throws Exception {
        Partners cluster =
                new Partners(folder, "<keyring url=\"jdbc:postgresql://127.0.0.1:1/keys\" user=\"gateway\"/>");

        Cli.Result result = cluster.keys("list");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("smimegate: ")
                .contains("jdbc:postgresql://127.0.0.1:1/keys", "refused")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhere_whenTheFileIsNoDatabase() throws Exception {
        partners.keys("add", partners.pem(partners.person(BOB)));
        Path store = partners.ring().resolve("keyring.mv.db");
        Files.writeString(store, "something else\n".repeat(1000));

        Cli.Result result = partners.keys("list");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).startsWith("smimegate: ").contains("keyring").doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhere_whenTheFileIsLocked() throws Exception {
        partners.keys("add", partners.pem(partners.person(BOB)));
        Path store = partners.ring().resolve("keyring.mv.db");

        try (FileChannel channel = FileChannel.open(store, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock();
            Cli.Result result = partners.keys("list");
            lock.release();

            assertThat(result.status()).isEqualTo(3);
            assertThat(result.err())
                    .contains(partners.ring() + "/keyring: ", "already in use")
                    .doesNotContain("\tat ");
        }
        assertThat(partners.keys("list").status()).isZero();
    }

    private String state(TestIdentity person) {
        return partners.keys("show", fingerprint(person), "--json")
                .json()
                .get(0)
                .path("state")
                .asText();
    }

    private static String fingerprint(TestIdentity person) {
        return Certificates.fingerprint(person.certificate());
    }
}
