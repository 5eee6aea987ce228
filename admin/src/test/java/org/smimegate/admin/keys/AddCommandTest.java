package org.smimegate.admin.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.admin.Cli;
import org.smimegate.admin.OpenSsl;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.keys.keyring.State;

class AddCommandTest {
    @TempDir
    Path folder;

    private Partners partners;

    @BeforeEach
    void makeGateway() throws Exception {
        partners = new Partners(folder);
    }

    @Test
    void shouldEncryptToIt_whenASelfSignedCertificateIsAdded() throws Exception {
        OpenSsl.run(
                folder,
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "k",
                "-out",
                "boss.pem",
                "-subj",
                "/CN=The Boss",
                "-addext",
                "subjectAltName=email:boss@inside.example");
        assertThat(partners.keys("search", "boss@inside.example").status()).isEqualTo(1);

        Cli.Result added = partners.keys("add", folder.resolve("boss.pem"));

        assertThat(added.status()).isZero();
        assertThat(added.out()).startsWith("added: ").contains("boss@inside.example", "CN=The Boss");
        JsonNode entry = partners.keys("list", "--json").json().get(0);
        assertThat(entry.path("name").asText()).isEqualTo("The Boss");
        assertThat(entry.path("origin").asText()).isEqualTo("manual");
        assertThat(entry.path("pinned").asBoolean()).isTrue();
        assertThat(entry.path("decided").asBoolean()).isTrue();
        Cli.Result found = partners.keys("search", "Boss@Inside.example");
        assertThat(found.status()).isZero();
        assertThat(found.out()).contains("would be encrypted to CN=The Boss");
    }

    @Test
    void shouldBeForAllOfTheSanAndMore_whenForIsGiven() throws Exception {
        TestIdentity gateway = partners.pki
                .issuing()
                .issue("CN=Gateway")
                .key(KeyKind.P_256)
                .domain("partner.example")
                .domain("*.partner.example")
                .address("info@partner.example")
                .build();

        Cli.Result added = partners.keys(
                "add",
                partners.pem(gateway),
                "--for",
                "bob@other.example",
                "--for",
                "*",
                "--name",
                "B. gateway",
                "--json");

        assertThat(added.json())
                .extracting(line -> line.path("owner").asText())
                .containsExactlyInAnyOrder(
                        "partner.example", "*.partner.example", "info@partner.example", "bob@other.example", "*");
        assertThat(added.json())
                .allSatisfy(line -> assertThat(line.path("name").asText()).isEqualTo("B. gateway"))
                .allSatisfy(line -> assertThat(line.path("result").asText()).isEqualTo("added"));
        assertThat(partners.keys("search", "x@sub.partner.example").status()).isZero();
        assertThat(partners.keys("search", "anybody@elsewhere.example").status())
                .isZero();
    }

    @Test
    void shouldKeepTheCasAsChain_whenTheFileHoldsThem() throws Exception {
        TestIdentity bob = partners.person("bob@partner.example");
        Path pem = TestFiles.writePem(folder.resolve("chain.pem"), bob.fullChain());
        OpenSsl.run(folder, "crl2pkcs7", "-nocrl", "-certfile", pem, "-outform", "DER", "-out", "chain.p7b");
        Path der = Files.write(folder.resolve("bob.cer"), TestFiles.der(bob.certificate()));

        assertThat(partners.keys("add", folder.resolve("chain.p7b")).status()).isZero();
        assertThat(partners.keys("add", der, "--for", "bobby@partner.example").status())
                .isZero();

        JsonNode shown =
                partners.keys("show", "bob@partner.example", "--json").json().get(0);
        assertThat(shown.path("chain")).hasSize(bob.issuers().size());
    }

    @Test
    void shouldSayThatItIsThere_whenAddedAgain() throws Exception {
        TestIdentity bob = partners.person("bob@partner.example");
        partners.learned(bob, "bob@partner.example", State.PENDING);

        Cli.Result again = partners.keys("add", partners.pem(bob), "--name", "Bob", "--for", "b@partner.example");

        assertThat(again.status()).isZero();
        assertThat(again.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("there already (pending), now active and pinned: "),
                        line -> assertThat(line).startsWith("added: "));
        JsonNode entry =
                partners.keys("show", "bob@partner.example", "--json").json().get(0);
        assertThat(entry.path("name").asText()).isEqualTo("Bob");
        assertThat(entry.path("origin").asText()).isEqualTo("manual");
        assertThat(entry.path("state").asText()).isEqualTo("active");
        assertThat(entry.path("note").asText()).isEmpty();
        assertThat(entry.path("chain")).hasSize(1);
        assertThat(entry.path("capabilities").get(0).asText()).isEqualTo("AES-256-GCM");
        assertThat(entry.path("history"))
                .extracting(event -> event.path("action").asText())
                .containsExactly("added", "imported");
        assertThat(entry.path("history").get(0).path("actor").asText())
                .isEqualTo("cli:" + System.getProperty("user.name"));
    }

    @Test
    void shouldRefuse_whenItCanNeverBeEncryptedTo() throws Exception {
        TestIdentity signing = partners.pki
                .leaf("bob@partner.example")
                .keyUsage(KeyUsage.digitalSignature)
                .build();

        assertRefused(partners.pem(signing), "bad-key-usage: ", "digitalSignature");
        assertRefused(partners.pem(partners.pki.expired("bob@partner.example")), "expired: ", "was valid until");
        assertRefused(partners.pem(partners.pki.rsa1024("bob@partner.example")), "weak-algorithm: ", "");
        assertRefused(
                partners.pem(CertificateBuilder.selfSigned("CN=Nobody").build()), "CN=Nobody: for nobody", "--for");
    }

    @Test
    void shouldAdd_whenItIsNotValidYet() throws Exception {
        TestIdentity bob = partners.pki.notYetValid("bob@partner.example");

        assertThat(partners.keys("add", partners.pem(bob)).status()).isZero();

        Cli.Result now = partners.keys("search", "bob@partner.example");
        assertThat(now.status()).isEqualTo(1);
        assertThat(now.out()).contains("cannot be encrypted", "not-yet-valid");
    }

    @Test
    void shouldNameTheFile_whenItIsNoCertificate() throws Exception {
        TestIdentity bob = partners.person("bob@partner.example");
        Path key = TestFiles.writeKeyPem(folder.resolve("key.pem"), bob.key());
        Path both = Files.writeString(
                folder.resolve("both.pem"), Files.readString(partners.pem(bob)) + Files.readString(key));
        Path garbage = Files.writeString(folder.resolve("garbage"), "garbage\n");
        Path two = partners.pem(bob, partners.person("eve@partner.example"));

        assertCannotRun(key, "holds a private key (expected: the partner's certificate");
        assertCannotRun(both, "holds a private key");
        assertCannotRun(garbage, "(expected: certificates as PEM, DER or PKCS#7)");
        assertCannotRun(two, "2 certificates of partners (expected: one");
        assertCannotRun(folder.resolve("missing.pem"), "no such file");
        assertCannotRun(folder, "cannot be read");
        assertThat(partners.ring()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--json                                  | FILE or --from-ldap: none",
                "x.pem --from-ldap bob@partner.example   | FILE or --from-ldap: both",
                "x.pem --for b@b@b                       | --for: b@b@b (expected: an address, a domain",
                "x.pem --for *.example                   | --for: *.example (expected:",
                "x.pem --name a\tb                       | --name: long or with controls (expected:",
                "--from-ldap bob                         | --from-ldap: bob (expected: an address)"
            })
    void shouldSayWhatWasExpected_whenCalledWrongly(String options, String message) {
        Cli.Result refused = partners.keys((Object[]) ("add " + options.strip()).split(" +"));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(message);
    }

    @Test
    void shouldSayThatThereIsNone_whenTheGatewayHasNoLdap() {
        Cli.Result refused = partners.keys("add", "--from-ldap", "bob@partner.example");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("--from-ldap: smime.xml has no LDAP directory (expected: <ldap>");
    }

    @Test
    void shouldKeepWhatLdapHas_whenAskedForAnAddress() throws Exception {
        TestIdentity bob = partners.person("bob@partner.example");
        TestIdentity old = partners.pki.expired("eve@partner.example");
        try (InMemoryDirectoryServer ldap = ldap(entry("bob", bob), entry("eve", old))) {
            int port = ldap.getListenPort();
            Partners asking = new Partners(
                    folder,
                    "<directories><ldap url=\"ldap://127.0.0.1:" + port + "\" base=\"dc=example\"/></directories>");

            Cli.Result added = asking.keys("add", "--from-ldap", "Bob@partner.example", "--name", "Bob", "--json");
            Cli.Result expired = asking.keys("add", "--from-ldap", "eve@partner.example");
            Cli.Result none = asking.keys("add", "--from-ldap", "nobody@partner.example");
            ldap.shutDown(true);
            Cli.Result down = asking.keys("add", "--from-ldap", "bob@partner.example");

            assertThat(added.status()).isZero();
            assertThat(added.json()).singleElement().satisfies(line -> {
                assertThat(line.path("owner").asText()).isEqualTo("bob@partner.example");
                assertThat(line.path("origin").asText()).isEqualTo("ldap");
                assertThat(line.path("pinned").asBoolean()).isTrue();
            });
            assertThat(expired.status()).isEqualTo(1);
            assertThat(expired.err()).contains("eve@partner.example: expired: ");
            assertThat(none.status()).isEqualTo(1);
            assertThat(none.err()).contains("no certificate in the LDAP directory");
            assertThat(down.status()).isEqualTo(3);
            assertThat(down.err())
                    .contains("ldap ldap://127.0.0.1:" + port + ": ")
                    .doesNotContain("\tat ");
        }
    }

    private static InMemoryDirectoryServer ldap(Entry... people) throws LDAPException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example");
        config.setSchema(null);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.add(new Entry("dc=example", new Attribute("objectClass", "top", "domain")));
        for (Entry person : people) {
            server.add(person);
        }
        server.startListening();
        return server;
    }

    private static Entry entry(String name, TestIdentity person) {
        return new Entry(
                "cn=" + name + ",dc=example",
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("mail", name + "@partner.example"),
                new Attribute("userCertificate;binary", TestFiles.der(person.certificate())));
    }

    private void assertRefused(Path file, String... reasons) {
        Cli.Result refused = partners.keys("add", file);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains(reasons).doesNotContain("\tat ");
        assertThat(partners.keys("add", file, "--json")
                        .json()
                        .get(0)
                        .path("result")
                        .asText())
                .isEqualTo("refused");
        assertThat(partners.ring()).doesNotExist();
    }

    private void assertCannotRun(Path file, String reason) {
        Cli.Result refused = partners.keys("add", file);
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err())
                .startsWith("smimegate: " + file + ": ")
                .contains(reason)
                .doesNotContain("\tat ");
    }
}
