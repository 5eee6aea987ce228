package org.smimegate.admin.cert.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.admin.cert.trial.TrialShell.reasons;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.admin.Cli;
import org.smimegate.admin.OpenSsl;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;

/** Certificates and messages as openssl writes them: alice <- issuing <- [root]. */
class FormatsTest {
    private static final String ALICE = "alice@example.org";

    @TempDir
    Path folder;

    private TrialShell shell;
    private TestIdentity alice;
    private Path pem;

    @BeforeEach
    void open() throws Exception {
        shell = new TrialShell(folder).knowingRevocation();
        alice = shell.pki.good(ALICE);
        pem = shell.file("alice.pem", alice);
        shell.file("chain.pem", alice.fullChain());
        shell.file("issuers.pem", alice.issuers());
        TestFiles.writeKeyPem(folder.resolve("alice.key"), alice.key());
        Files.writeString(folder.resolve("text"), "Content-Type: text/plain\r\n\r\nHello Bob, this is Alice.\r\n");
    }

    private String openssl(String words) throws Exception {
        return OpenSsl.run(folder, (Object[]) words.split(" "));
    }

    @Test
    void shouldFindTheLeaf_whateverTheFormat() throws Exception {
        openssl("x509 -in alice.pem -outform DER -out alice.der");
        openssl("crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out chain.p7b");
        openssl("crl2pkcs7 -nocrl -certfile chain.pem -out chain.p7c");
        openssl("pkcs12 -export -inkey alice.key -in chain.pem -out alice.p12 -passout pass:secret");
        openssl("pkcs12 -export -nokeys -in chain.pem -out certificates.p12 -passout pass:secret");
        openssl(
                "cms -sign -in text -signer alice.pem -inkey alice.key -certfile issuers.pem -nodetach -stream -outform DER"
                        + " -out bare.p7m");
        String secret = Cli.secret(folder, "secret");

        for (String name : List.of(
                "alice.der", "chain.p7b", "chain.p7c", "alice.p12", "certificates.p12", "bare.p7m", "chain.pem")) {
            JsonNode answer = shell.json(folder.resolve(name), "--secret", secret);

            assertThat(answer.path("result").asText())
                    .as(name + reasons(answer))
                    .isEqualTo("valid");
            assertThat(answer.path("certificate").path("subject").asText()).isEqualTo("CN=" + ALICE);
        }
    }

    @Test
    void shouldNotShowTheKey_whenTheFileHasOne() throws Exception {
        openssl("pkcs12 -export -inkey alice.key -in chain.pem -out alice.p12 -passout pass:secret");
        Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(folder.resolve("alice.key")) + Files.readString(folder.resolve("chain.pem")));
        String secret = Cli.secret(folder, "secret");

        for (String name : List.of("alice.p12", "both.pem")) {
            Cli.Result result = shell.run(folder.resolve(name), "--secret", secret, "--json");

            assertThat(result.status()).as(result.err()).isZero();
            assertThat(result.out() + result.err()).doesNotContain("PRIVATE", "secret");
        }
    }

    /** No key of ours could be of that kind; a certificate can be looked at all the same. */
    @Test
    void shouldTestTheCertificate_whenItsKeyIsOfNoUse() throws Exception {
        openssl("dsaparam -genkey -out dsa.key 2048");
        openssl("req -x509 -key dsa.key -sha256 -days 30 -subj /CN=dsa -out dsa.pem");
        openssl("pkcs12 -export -inkey dsa.key -in dsa.pem -out dsa.p12 -passout pass:secret");

        JsonNode answer =
                shell.json(folder.resolve("dsa.p12"), "--for", "encryption", "--secret", Cli.secret(folder, "secret"));

        assertThat(reasons(answer))
                .contains("bad-key-usage: 'CN=dsa' has a key of type DSA, which cannot be encrypted to");
    }

    @Test
    void shouldAskForThePassword_whenTheFileIsPkcs12() throws Exception {
        openssl("pkcs12 -export -inkey alice.key -in chain.pem -out alice.p12 -passout pass:secret");
        Path file = folder.resolve("alice.p12");

        assertThat(shell.run(file).err())
                .contains("alice.p12: PKCS#12 (expected: its password with --secret file:PATH");
        Cli.Result wrong = shell.run(file, "--secret", Cli.secret(folder, "another"));
        assertThat(wrong.status()).isEqualTo(3);
        assertThat(wrong.err()).contains("alice.p12: the secret does not open it");
    }

    @Test
    void shouldTestTheSigner_whenTheFileIsASignedMessage() throws Exception {
        openssl(
                "cms -sign -in text -signer alice.pem -inkey alice.key -certfile issuers.pem -from alice@example.org -to"
                        + " bob@example.org -subject hi -out clear.eml");
        openssl("cms -sign -in text -signer alice.pem -inkey alice.key -certfile issuers.pem -nodetach -from"
                + " mallory@example.org -to bob@example.org -subject hi -out opaque.eml");

        // The intermediate comes with the message.
        Cli.Result clear = Cli.run(
                "cert",
                "test",
                folder.resolve("clear.eml"),
                "--trust",
                folder.resolve("trust"),
                "--crls",
                folder.resolve("crls"),
                "--json");
        JsonNode opaque = shell.json(folder.resolve("opaque.eml"));

        assertThat(clear.status()).as(clear.err()).isZero();
        assertThat(clear.json().get(0).path("result").asText()).isEqualTo("valid");
        assertThat(clear.json().get(0).path("address").asText()).isEqualTo(ALICE);
        assertThat(clear.json()
                        .get(0)
                        .path("chain")
                        .get(1)
                        .path("origin")
                        .get(0)
                        .asText())
                .isEqualTo(folder.resolve("clear.eml").toString());
        assertThat(reasons(opaque))
                .containsExactly("address-mismatch: it does not speak for mallory@example.org but for " + ALICE);
        assertThat(shell.json(folder.resolve("opaque.eml"), "--address", ALICE)
                        .path("result")
                        .asText())
                .isEqualTo("valid");
    }

    @Test
    void shouldSayWhatIsMissing_whenAMessageShowsNoSigner() throws Exception {
        openssl(
                "cms -sign -in text -signer alice.pem -inkey alice.key -nocerts -from alice@example.org -out nocerts.eml");
        openssl("cms -sign -in text -signer alice.pem -inkey alice.key -out signed.eml");
        openssl("cms -encrypt -in signed.eml -aes256 -from alice@example.org -out encrypted.eml alice.pem");
        Path plain = Files.writeString(folder.resolve("plain.eml"), "From: alice@example.org\r\n\r\nhi\r\n");

        assertError(
                folder.resolve("nocerts.eml"), "no certificates in it (expected: a message that brings its signer's");
        assertError(
                folder.resolve("encrypted.eml"),
                "encrypted, so a signature inside cannot be seen (expected: a signed message; smimegate open has");
        assertError(plain, "looks like a message (expected: certificates");
    }

    private void assertError(Path file, String message) {
        Cli.Result result = shell.run(file);
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains(file + ": " + message);
        assertThat(result.out()).isEmpty();
    }

    /** The verdicts, and those of {@code openssl verify -purpose smimesign}, by story. */
    @Test
    void shouldAgreeWithOpenSsl_whateverTheStory() throws Exception {
        assertAgreement(alice, true);
        assertAgreement(shell.pki.expired(ALICE), false);
        assertAgreement(shell.pki.notYetValid(ALICE), false);
        assertAgreement(shell.pki.unknownRoot(ALICE), false);
        assertAgreement(shell.pki.missingIntermediate(ALICE), false);
        assertAgreement(shell.pki.wrongKeyUsage(ALICE), false);
        assertAgreement(shell.pki.wrongExtendedKeyUsage(ALICE), false);
        assertAgreement(shell.pki.splitPair(ALICE).encryption(), false);
        assertAgreement(shell.pki.splitPair(ALICE).signing(), true);
    }

    private void assertAgreement(TestIdentity leaf, boolean good) throws Exception {
        Path file = shell.file("leaf.pem", leaf);
        Path anchors = shell.file("anchors.pem", shell.pki.root());
        Path others = shell.file("others.pem", shell.pki.issuing());

        boolean ours = shell.json(file).path("trusted").asBoolean();
        int theirs = new ProcessBuilder(
                        "openssl",
                        "verify",
                        "-purpose",
                        "smimesign",
                        "-no-CApath",
                        "-no-CAstore",
                        "-CAfile",
                        anchors.toString(),
                        "-untrusted",
                        others.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.txt").toFile())
                .start()
                .waitFor();

        String said = Files.readString(folder.resolve("openssl.txt"));
        assertThat(ours).as(leaf + " by us").isEqualTo(good);
        assertThat(theirs == 0).as(leaf + " by openssl: " + said).isEqualTo(good);
        assertThat(said).contains(good ? "leaf.pem: OK" : "verification failed");
    }

    /** The advice is what then works. */
    @Test
    void shouldSayHowToMakeItBetter_whenOpenSslMadeTheCertificateOfACa() throws Exception {
        Path self = selfSigned("self.pem");
        Path better = selfSigned("better.pem", "-addext", "basicConstraints=critical,CA:FALSE");
        Path anchors = Files.createDirectories(folder.resolve("selves"));
        Files.copy(self, anchors.resolve("self.pem"));
        Files.copy(better, anchors.resolve("better.pem"));

        String told = shell.run(self).out();

        assertThat(told)
                .contains("bad-key-usage: 'CN=bob' is a certificate of a CA")
                .contains("this looks like openssl req -x509, which makes every certificate one of a CA: make it again"
                        + " with -addext basicConstraints=critical,CA:FALSE, then pin it: smimegate keys add FILE --for"
                        + " ADDRESS; as it is, neither a pin nor a trust anchor lets it sign");
        assertThat(shell.run(self, "--for", "encryption").out())
                .contains("; to encrypt to it, pinning will do as it is");
        assertThat(Cli.run("cert", "test", self, "--trust", anchors).status()).isEqualTo(1);
        assertThat(Cli.run("cert", "test", better, "--trust", anchors).status()).isZero();
        assertThat(shell.run(better).out())
                .contains("nobody but itself vouches for it; if you do, pin it: smimegate keys add FILE --for ADDRESS");
    }

    private Path selfSigned(String name, String... more) throws Exception {
        Object[] command = {
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            name + ".key",
            "-out",
            name,
            "-days",
            "30",
            "-subj",
            "/CN=bob",
            "-addext",
            "subjectAltName=email:bob@example.org"
        };
        OpenSsl.run(folder, Stream.of(command, more).flatMap(Stream::of).toArray());
        return folder.resolve(name);
    }

    /** Where the certificate says that its issuer's and its revocation lists are. */
    @Test
    void shouldSayWhereToGetWhatIsMissing_whenTheCertificateDoes() throws Exception {
        Files.writeString(folder.resolve("leaf.cnf"), """
                basicConstraints = CA:FALSE
                subjectAltName = email:alice@example.org
                authorityInfoAccess = caIssuers;URI:http://ca.example/issuing.cer
                crlDistributionPoints = URI:http://ca.example/issuing.crl
                """);
        shell.file("issuing.pem", shell.pki.issuing());
        TestFiles.writeKeyPem(folder.resolve("issuing.key"), shell.pki.issuing().key());
        openssl("req -new -key alice.key -subj /CN=Alice -out alice.csr");
        openssl(
                "x509 -req -in alice.csr -CA issuing.pem -CAkey issuing.key -days 30 -extfile leaf.cnf -out pointing.pem");
        Path pointing = folder.resolve("pointing.pem");
        Files.delete(folder.resolve("crls/issuing.crl"));

        assertThat(shell.run(pointing).out())
                .contains("get the revocation list of CN=Test Issuing CA for CN=Alice: http://ca.example/issuing.crl");
        assertThat(Cli.run("cert", "test", pointing, "--trust", folder.resolve("trust"))
                        .out())
                .contains("put the certificate of CN=Test Issuing CA, which CN=Alice says is at"
                        + " http://ca.example/issuing.cer, into a folder for --intermediates; or into ");
    }
}
