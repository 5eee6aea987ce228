package org.smimegate.admin.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.keyring.State;

/** {@code list}, {@code search} and {@code show}. */
class ListCommandsTest {
    @TempDir
    Path folder;

    private Partners partners;
    private TestIdentity bob;
    private TestIdentity eve;

    @BeforeEach
    void makeGateway() throws Exception {
        partners = new Partners(folder);
        bob = partners.person("bob@partner.example");
        eve = partners.person("eve@partner.example");
    }

    @ParameterizedTest
    @CsvSource({
        "list, 0",
        "search bob, 1",
        "search bob@partner.example, 1",
        "show 1, 1",
        "show bob@partner.example, 1",
        "export -, 0",
        "remove 1, 1",
        "approve 1, 1",
        "reject 1, 1"
    })
    void shouldMakeNoFile_whenThereIsNoKeyRingYet(String command, int status) {
        Cli.Result result = partners.keys((Object[]) command.split(" "));

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(partners.ring()).doesNotExist();
    }

    @Test
    void shouldListByOwner_whenThereAreEntries() throws Exception {
        partners.learned(eve, "eve@partner.example", State.PENDING);
        partners.keys("add", partners.pem(bob), "--name", "Bob");

        Cli.Result list = partners.keys("list");

        assertThat(list.status()).isZero();
        assertThat(list.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("ID ").contains("OWNER", "STATE", "EXPIRES"),
                        line -> assertThat(line)
                                .contains("bob@partner.example", "active", "manual", "yes", "Bob, CN=bob@")
                                .contains(Certificates.fingerprint(bob.certificate())
                                        .substring(0, 16)),
                        line -> assertThat(line).contains("eve@partner.example", "pending", "harvested", "no"));
    }

    @ParameterizedTest
    @CsvSource({
        "--state active, bob",
        "--state pending, eve",
        "--origin manual, bob",
        "--origin harvested, eve",
        "--origin ldap, ''",
        "--state rejected, ''"
    })
    void shouldListSome_whenFiltered(String filter, String names) throws Exception {
        partners.learned(eve, "eve@partner.example", State.PENDING);
        partners.keys("add", partners.pem(bob));

        Cli.Result list = partners.keys((Object[]) ("list --json " + filter).split(" "));

        assertThat(list.status()).isZero();
        assertThat(String.join(
                        " ",
                        list.json().stream()
                                .map(line -> line.path("owner").asText().replace("@partner.example", ""))
                                .toList()))
                .isEqualTo(names);
    }

    @Test
    void shouldSayWhatWasExpected_whenCalledWrongly() {
        assertThat(partners.keys("list", "--state", "new").err())
                .contains("--state: new (expected: active, pending, rejected, superseded)");
        assertThat(partners.keys("list", "--origin", "dns").status()).isEqualTo(2);
        assertThat(Cli.run("keys", "list").err()).contains("--config: missing");
        assertThat(Cli.run("keys", "list").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOB@", "partner.ex", "cn=bob", "Friend", "FINGERPRINT"})
    void shouldFind_whenAPartOfTheEntryIsGiven(String text) throws Exception {
        partners.keys("add", partners.pem(bob), "--name", "a good friend");
        String fingerprint = Certificates.fingerprint(bob.certificate());

        Cli.Result found = partners.keys("search", text.replace("FINGERPRINT", fingerprint.substring(0, 12)));

        assertThat(found.status()).isZero();
        assertThat(found.out()).contains("bob@partner.example", "a good friend");
        assertThat(partners.keys("search", "nobody").status()).isEqualTo(1);
    }

    @Test
    void shouldSayWhyNot_whenTheOnlyKeyIsPending() throws Exception {
        partners.learned(bob, "bob@partner.example", State.PENDING);

        Cli.Result result = partners.keys("search", "bob@partner.example", "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get(0).path("state").asText()).isEqualTo("pending");
        assertThat(result.json().get(1).path("lookup").asText()).isEqualTo("missing");
        assertThat(result.json().get(1).path("detail").asText()).isEqualTo("no certificate known");
    }

    @Test
    void shouldAskTheFolderToo_whenTheKeyRingHasNone() throws Exception {
        Path file = folder.resolve("conf/smime/partners/bob.pem");
        Files.createDirectories(file.getParent());
        Files.move(partners.pem(bob), file);

        Cli.Result result = partners.keys("search", "bob@partner.example", "--json");

        assertThat(result.status()).isZero();
        assertThat(result.json()).singleElement().satisfies(line -> {
            assertThat(line.path("lookup").asText()).isEqualTo("found");
            assertThat(line.path("sha256").asText()).isEqualTo(Certificates.fingerprint(bob.certificate()));
        });
    }

    @Test
    void shouldShowEverything_whenAnEntryIsTrusted() throws Exception {
        partners.learned(bob, "bob@partner.example", State.ACTIVE);

        JsonNode shown =
                partners.keys("show", "bob@partner.example", "--json").json().get(0);
        assertThat(shown.path("usable").asBoolean()).isTrue();
        assertThat(shown.path("detail").asText())
                .startsWith("trusted through CN=Test Root CA; revocation-unknown: no revocation list of ");
        assertThat(shown.path("certificate").path("key").asText()).isEqualTo("EC 256");
        assertThat(shown.path("certificate").path("names").get(0).asText()).isEqualTo("email:bob@partner.example");
        assertThat(shown.path("chain").get(0).path("subject").asText()).isEqualTo("CN=Test Issuing CA");
        assertThat(shown.path("history").get(0).path("action").asText()).isEqualTo("imported");
        assertThat(shown.path("lastUsed").isNull()).isTrue();
        assertThat(shown.path("firstSeen").asText())
                .isEqualTo(shown.path("lastSeen").asText());

        String text = partners.keys("show", shown.path("sha256").asText()).out();
        assertThat(text)
                .contains(
                        "bob@partner.example",
                        "AES-256-GCM",
                        "EC 256",
                        "keyAgreement",
                        "yes: trusted through",
                        "imported",
                        "cli:");
        assertThat(partners.keys("show", shown.path("id").asText()).out()).isEqualTo(text);
    }

    @Test
    void shouldSayWhyItIsNotUsed_whenShown() throws Exception {
        TestIdentity stranger = partners.pki.unknownRoot("stranger@partner.example");
        partners.learned(stranger, "stranger@partner.example", State.ACTIVE);
        partners.learned(eve, "eve@partner.example", State.PENDING);

        JsonNode untrusted = partners.keys("show", "stranger@partner.example", "--json")
                .json()
                .get(0);
        assertThat(untrusted.path("usable").asBoolean()).isFalse();
        assertThat(untrusted.path("reason").asText()).isEqualTo("untrusted");
        assertThat(untrusted.path("detail").asText()).contains("Unknown Root CA");
        assertThat(partners.keys("show", "stranger@partner.example").out())
                .contains("no: untrusted: ", "Unknown Root CA");
        JsonNode pending =
                partners.keys("show", "eve@partner.example", "--json").json().get(0);
        assertThat(pending.path("reason").asText()).isEqualTo("pending");
        assertThat(pending.path("detail").asText()).contains("another certificate is known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "nobody@partner.example", "0123456789abcdef", "no such thing"})
    void shouldSayNo_whenItIsNotThere(String word) throws Exception {
        partners.keys("add", partners.pem(bob));

        Cli.Result result = partners.keys("show", word);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith("smimegate: " + word + ": not in the key ring (expected: ");
    }

    @Test
    void shouldNotSteerTheTerminal_whenANameIsHostile() throws Exception {
        String hostile = "a\u001b[2J\r\nb\u202e";
        Path file = Files.writeString(
                partners.newFile(".txt"),
                Partners.text(Partners.byHand(hostile, "bob@partner.example", bob.certificate())));
        partners.keys("import", file);

        assertThat(partners.keys("list").out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cntrl}\u202e]"));
        assertThat(partners.keys("show", "bob@partner.example").out().replace("\n", ""))
                .doesNotContainPattern("[\\p{Cntrl}\u202e]");
        assertThat(partners.keys("list", "--json").json().get(0).path("name").asText())
                .isEqualTo(hostile);
    }
}
