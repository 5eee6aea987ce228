package org.smimegate.admin.cert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class ShowCommandTest {
    private static final String BOB = "bob@example.org";
    private static final String CONFIG = """
            [leaf]
            subjectKeyIdentifier = hash
            authorityKeyIdentifier = keyid
            basicConstraints = critical,CA:FALSE
            keyUsage = critical,digitalSignature,keyEncipherment
            extendedKeyUsage = emailProtection,1.2.3.4.5
            subjectAltName = email:bob@example.org,DNS:*.example.org,URI:https://example.org/,IP:192.0.2.1,RID:1.2.3
            crlDistributionPoints = URI:http://ca.example/ca.crl
            authorityInfoAccess = OCSP;URI:http://ca.example/ocsp,caIssuers;URI:http://ca.example/ca.cer
            certificatePolicies = 2.23.140.1.5.2.3,1.2.3.4
            1.2.3.4.9 = critical,DER:0403616263
            [ca]
            subjectKeyIdentifier = hash
            basicConstraints = critical,CA:TRUE,pathlen:1
            keyUsage = keyCertSign,cRLSign
            nameConstraints = permitted;email:example.org,excluded;IP:10.0.0.0/255.0.0.0
            """;

    private final TestPki pki = TestPki.shared();

    @TempDir
    Path folder;

    private CertShell shell;

    @BeforeEach
    void openShell() {
        shell = new CertShell(folder);
    }

    @Test
    void shouldDecodeEveryField_whenOpenSslMadeTheCertificate() throws Exception {
        makeChain();

        var view =
                Cli.run("cert", "show", folder.resolve("chain.pem"), "--json").json();

        var leaf = view.get(0);
        assertThat(leaf.path("version").asInt()).isEqualTo(3);
        assertThat(CertShell.texts(leaf.path("names")))
                .containsExactly(
                        "email:" + BOB, "dns:*.example.org", "uri:https://example.org/", "ip:192.0.2.1", "oid:1.2.3");
        assertThat(CertShell.texts(leaf.path("speaksFor"))).containsExactly("*.example.org", BOB);
        assertThat(CertShell.texts(leaf.path("chain"))).containsExactly("CN=Test CA");
        assertThat(CertShell.texts(leaf.path("crlDistributionPoints"))).containsExactly("uri:http://ca.example/ca.crl");
        assertThat(CertShell.texts(leaf.path("authorityInformationAccess")))
                .containsExactly("ocsp uri:http://ca.example/ocsp", "caIssuers uri:http://ca.example/ca.cer");
        assertThat(CertShell.texts(leaf.path("policies")))
                .containsExactly("2.23.140.1.5.2.3 (organisation validated)", "1.2.3.4");
        assertThat(CertShell.texts(leaf.path("extendedKeyUsage"))).containsExactly("emailProtection", "1.2.3.4.5");
        assertThat(leaf.path("daysLeft").asInt()).isEqualTo(29);
        assertThat(leaf.path("authorityKeyIdentifier")).isEqualTo(view.get(1).path("subjectKeyIdentifier"));
        assertThat(leaf.path("extensions").toString())
                .contains("{\"oid\":\"1.2.3.4.9\",\"critical\":true,\"value\":\"0403616263\"}");
        assertThat(view.get(1).path("pathLength").asInt()).isEqualTo(1);
        assertThat(view.get(1).path("nameConstraints").toString())
                .isEqualTo("{\"permitted\":[\"email:example.org\"],\"excluded\":[\"ip:10.0.0.0/255.0.0.0\"]}");
    }

    @Test
    void shouldAgreeWithOpenSsl_whenFingerprintsAndSerialAreShown() throws Exception {
        makeChain();

        String text = Cli.run("cert", "show", folder.resolve("leaf.pem")).out();

        assertThat(text)
                .contains(shell.openssl("x509 -in leaf.pem -noout -fingerprint -sha256")
                        .replaceAll("(?s).*=|\\s", ""))
                .contains(shell.openssl("x509 -in leaf.pem -noout -fingerprint -sha1")
                        .replaceAll("(?s).*=|\\s", ""))
                .containsIgnoringCase(
                        shell.openssl("x509 -in leaf.pem -noout -serial").replaceAll(".*=0*|\\s", ""));
    }

    @Test
    void shouldSayInPlainWordsWhatItIsGoodFor_whenTextIsWanted() throws Exception {
        makeChain();

        String text = Cli.run("cert", "show", folder.resolve("chain.pem")).out();

        assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "speaks for every address of *.example.org",
                        BOB,
                        "issuer CN=Test CA (itself)",
                        "CA yes, at most 1 CAs below it",
                        "names permitted email:example.org",
                        "extensions 1.2.3.4.9 (critical), unknown here: 0403616263")
                .anyMatch(line -> line.startsWith("signing here no: 'CN=bob' has") && line.contains("1.2.3.4.9"))
                .anyMatch(line -> line.contains("29 days left"));
    }

    @Test
    void shouldSayWhatSignsAndWhatEncrypts_whenKeysAreApart() throws Exception {
        TestPki.SplitPair pair = pki.splitPair(BOB);
        Path file = TestFiles.writePem(
                folder.resolve("pair.pem"),
                pair.signing().certificate(),
                pair.encryption().certificate(),
                pki.expired(BOB).certificate(),
                pki.good(BOB, KeyKind.ED25519).certificate());

        var view = Cli.run("cert", "show", file, "--json").json();

        assertThat(view)
                .extracting(c -> c.path("signing").asBoolean() + " "
                        + c.path("encryption").asBoolean())
                .containsExactly("true false", "false true", "false false", "true false");
        assertThat(view.get(0).path("encryptionProblem").asText())
                .contains("has the key usage digitalSignature (expected: keyEncipherment)");
        assertThat(view.get(2).path("signingProblem").asText()).contains("was valid until");
        assertThat(view.get(3).path("encryptionProblem").asText()).contains("cannot be encrypted to");
    }

    /** A long list of names is one reason for a mistake in a certificate: none may be cut off. */
    @Test
    void shouldShowEveryName_whenThereAreHundreds() throws Exception {
        CertificateBuilder builder = pki.leaf(BOB);
        IntStream.range(0, 400).forEach(i -> builder.domain("host" + i + ".with-a-rather-long-name.example.org"));
        Path file =
                TestFiles.writePem(folder.resolve("long.pem"), builder.build().certificate());

        String text = Cli.run("cert", "show", file).out();

        assertThat(text.lines().filter(line -> line.contains("dns:host"))).hasSize(400);
    }

    @Test
    void shouldShowNamesOfEveryKind_whenTheyAreOdd() throws Exception {
        TestIdentity odd = pki.leaf(BOB)
                .smtpUtf8Mailbox("müller@example.org")
                .otherName("1.3.6.1.4.1.311.20.2.3", new DERUTF8String("bob@ad.example"))
                .name(new GeneralName(new X500Name("CN=Bob,O=Example")))
                .address("evil\u001b[31m\r\nX@example.org")
                .build();
        Path file = TestFiles.writePem(folder.resolve("odd.pem"), odd.certificate());

        var shown = Cli.run("cert", "show", file, "--json");

        assertThat(CertShell.texts(shown.json().get(0).path("names")))
                .containsExactly(
                        "email:" + BOB,
                        "smtpUtf8Mailbox:müller@example.org",
                        "userPrincipalName:bob@ad.example",
                        "directory:O=Example, CN=Bob",
                        "email:evil?[31m??X@example.org");
        assertThat(CertShell.texts(shown.json().get(0).path("speaksFor"))).containsExactly(BOB, "müller@example.org");
    }

    /** U+202E turns the direction of writing, U+009B starts a terminal's control sequence. */
    @Test
    void shouldCleanControlCharacters_whenTheyStandInASubject() throws Exception {
        TestIdentity evil =
                pki.issuing().issue("CN=good\u202Eevil\u009B31m").address(BOB).build();
        Path file = TestFiles.writePem(folder.resolve("evil.pem"), evil.certificate());

        assertThat(Cli.run("cert", "show", file).out())
                .doesNotContain("\u202E", "\u009B")
                .contains("good?evil?31m");
        assertThat(Cli.run("cert", "show", file, "--json").out()).doesNotContain("\u202E", "\u009B");
    }

    @Test
    void shouldReadEveryFormat_whenTheCertificateIsTheSame() throws Exception {
        makeChain();
        shell.openssl("x509 -in leaf.pem -outform DER -out leaf.der");
        shell.openssl("crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out chain.p7b");
        shell.openssl("crl2pkcs7 -nocrl -certfile chain.pem -out chain.p7b.pem");
        shell.openssl(
                "pkcs12 -export -inkey leaf.key -in chain.pem -name leaf -out leaf.p12 -passout",
                "pass:" + CertShell.PASSWORD);
        shell.openssl(
                "pkcs12 -export -nokeys -in chain.pem -out certificates.p12 -passout", "pass:" + CertShell.PASSWORD);
        shell.openssl("pkcs12 -in leaf.p12 -nodes -out everything.pem -passin", "pass:" + CertShell.PASSWORD);

        for (String name : List.of(
                "leaf.pem",
                "leaf.der",
                "chain.p7b",
                "chain.p7b.pem",
                "leaf.p12",
                "certificates.p12",
                "everything.pem")) {
            var shown = Cli.run("cert", "show", folder.resolve(name), "--secret", shell.secret(), "--json");
            assertThat(shown.status()).as(name + shown.err()).isZero();
            assertThat(shown.json())
                    .as(name)
                    .anyMatch(view -> view.path("subject").asText().equals("CN=bob"));
        }
    }

    @Test
    void shouldAskForThePassword_whenTheFileIsPkcs12() throws Exception {
        Path file = TestFiles.writePkcs12(folder.resolve("bob.p12"), "secret", "bob", pki.good(BOB));

        var refused = Cli.run("cert", "show", file);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("bob.p12: PKCS#12 (expected: its password with --secret file:PATH");
    }

    @Test
    void shouldShowTheOthers_whenOneFileIsBad() throws Exception {
        Path good = TestFiles.writePem(folder.resolve("good.pem"), pki.good(BOB).certificate());
        Path bad = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        Path none = folder.resolve("none.pem");

        var shown = Cli.run("cert", "show", bad, none, good, "--json");

        assertThat(shown.status()).isEqualTo(3);
        assertThat(shown.err())
                .contains(bad + ": neither PEM nor DER (expected: certificates or private keys")
                .contains(none + ": no such file");
        assertThat(shown.json()).hasSize(3);
        assertThat(shown.json().get(0).path("error").asText()).contains("nonsense.pem");
        assertThat(shown.json().get(2).path("subject").asText()).isEqualTo("CN=" + BOB);
    }

    @Test
    void shouldNotLookAtPrivateKeys_whenThereIsNothingElse() throws Exception {
        Path file =
                TestFiles.writeKeyPem(folder.resolve("key.pem"), pki.good(BOB).key());

        var refused = Cli.run("cert", "show", file);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("key.pem: a private key without certificate");
    }

    @Test
    void shouldShowWhatAMessageBrings_whenItIsSigned() throws Exception {
        makeChain();
        shell.write("text", "Content-Type: text/plain\r\n\r\nhi\r\n");
        shell.openssl("cms -sign -in text -signer leaf.pem -inkey leaf.key -certfile ca.pem -from bob@example.org -out"
                + " signed.eml");

        var shown = Cli.run("cert", "show", folder.resolve("signed.eml"), "--json");
        String text = Cli.run("cert", "show", folder.resolve("signed.eml")).out();

        assertThat(shown.status()).as(shown.err()).isZero();
        var layer = shown.json().get(0);
        assertThat(layer.path("layer").asText()).isEqualTo("clear-signed");
        assertThat(shown.json())
                .filteredOn(view -> view.path("signer").asBoolean())
                .extracting(view -> view.path("subject").asText() + " by "
                        + view.path("chain").get(0).asText())
                .containsExactly("CN=bob by CN=Test CA");
        assertThat(shown.json())
                .extracting(view -> view.path("subject").asText())
                .containsExactlyInAnyOrder("", "CN=bob", "CN=Test CA");
        assertThat(text)
                .contains("signed.eml: clear-signed, SHA-256; 1 signer, 2 certificates\n")
                .contains("signed.eml: the signer's certificate\n  subject           CN=bob\n");
    }

    @Test
    void shouldSayForWhomItIs_whenAMessageIsEncrypted() throws Exception {
        makeChain();
        shell.write("text", "Content-Type: text/plain\r\n\r\nhi\r\n");
        shell.openssl("ecparam -name prime256v1 -genkey -noout -out ec.key");
        shell.openssl("req -x509 -key ec.key -out ec.pem -days 30 -subj /CN=erin");
        shell.openssl("cms -encrypt -in text -aes256 -out issuer.eml leaf.pem ec.pem");
        shell.openssl("cms -encrypt -in text -aes256 -keyid -out keyid.eml leaf.pem");
        shell.openssl("cms -encrypt -in text -aes256 -outform DER -out bare.p7m leaf.pem");
        String keyId = Cli.run("cert", "show", folder.resolve("leaf.pem"), "--json")
                .json()
                .get(0)
                .path("subjectKeyIdentifier")
                .asText();

        var recipients = Cli.run("cert", "show", folder.resolve("issuer.eml"), "--json")
                .json()
                .get(0)
                .path("recipients");
        String named = Cli.run("cert", "show", folder.resolve("keyid.eml")).out();
        String bare = Cli.run("cert", "show", folder.resolve("bare.p7m")).out();

        assertThat(recipients).hasSize(2);
        assertThat(recipients.findValuesAsText("issuer")).containsExactlyInAnyOrder("CN=Test CA", "CN=erin");
        assertThat(recipients.findValuesAsText("algorithm"))
                .anyMatch(name -> name.equals("RSA PKCS#1 v1.5"))
                .anyMatch(name -> name.startsWith("ECDH, SHA-"));
        assertThat(shell.openssl("x509 -in leaf.pem -noout -serial").toLowerCase(Locale.ROOT))
                .contains(recipients.findValuesAsText("serial").get(0));
        assertThat(named)
                .contains("keyid.eml: enveloped-data, AES-256-CBC; 1 recipient\n")
                .contains("  recipient         key id " + keyId + "; RSA PKCS#1 v1.5\n")
                .contains("what is inside cannot be seen without the key");
        assertThat(bare).contains("  recipient         issuer CN=Test CA, serial ");
    }

    @Test
    void shouldSayWhatIsWrong_whenAMessageIsDamaged() throws Exception {
        var damaged = Files.writeString(
                folder.resolve("damaged.eml"),
                "From: bob@example.org\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding:"
                        + " base64\r\n\r\nMIIB\r\n");
        var twice = Files.writeString(
                folder.resolve("twice.eml"),
                "Content-Type: application/pkcs7-mime\r\nContent-Type: text/plain\r\n\r\nMIIB\r\n");

        var shown = Cli.run("cert", "show", damaged, twice);

        assertThat(shown.status()).isEqualTo(3);
        assertThat(shown.out()).contains("damaged.eml: enveloped-data: ");
        assertThat(shown.err()).contains(twice + ": a message that cannot be read: ");
    }

    /** leaf.pem by ca.pem, both in chain.pem. */
    private void makeChain() throws Exception {
        shell.write("extensions.cnf", CONFIG);
        shell.openssl("req -new -newkey rsa:2048 -nodes -keyout ca.key -out ca.csr -subj", "/CN=Test CA");
        shell.openssl("x509 -req -in ca.csr -key ca.key -days 60 -extfile extensions.cnf -extensions ca -out ca.pem");
        shell.openssl("req -new -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj /CN=bob");
        shell.openssl("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -days 30 -extfile extensions.cnf"
                + " -extensions leaf -out leaf.pem");
        shell.write(
                "chain.pem", Files.readString(folder.resolve("leaf.pem")) + Files.readString(folder.resolve("ca.pem")));
    }
}
