package org.smimegate.admin.cert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** root -> issuing -> leaf, as {@link TestPki} makes them, and answers of a CA that openssl plays. */
class ImportCommandTest {
    private static final String BOB = "bob@example.org";
    private static final String FOREIGN = "password of theirs";

    private final TestPki pki = TestPki.shared();

    @TempDir
    Path folder;

    private CertShell shell;
    private String foreignSecret;

    @BeforeEach
    void openShell() throws Exception {
        shell = new CertShell(folder);
        foreignSecret = Cli.secret(folder, FOREIGN);
        shell.write("password", FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-keypbe AES-256-CBC -certpbe AES-256-CBC",
                "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg SHA1",
                "-keypbe PBE-SHA1-RC2-40 -certpbe PBE-SHA1-RC2-40 -macalg SHA1 -provider legacy -provider default",
                "-legacy",
                "-nomac"
            })
    void shouldTakeTheKey_whenOpenSslWroteThePkcs12File(String algorithms) throws Exception {
        TestIdentity bob = write(pki.good(BOB));
        shell.openssl("pkcs12 -export -inkey key.pem -in chain.pem -name Bob -out bob.p12 -passout file:password "
                + algorithms);

        var taken = shell.done("import", folder.resolve("bob.p12"), "--in-secret", foreignSecret);

        assertThat(taken.out()).contains("key Bob for email:" + BOB, "signing and encryption; added");
        assertThat(shell.content().get(0).path("sha256").asText())
                .isEqualTo(CertificateView.fingerprint(bob.certificate()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.keystore())))
                .isEqualTo("rw-------");
    }

    /** NSS names both keys of one person alike. */
    @Test
    void shouldTellSigningFromEncryption_whenNssExportedBothUnderOneName() throws Exception {
        TestPki.SplitPair pair = pki.splitPair(BOB);
        Path file = new ForeignStores(folder, FOREIGN).nss(pair.signing(), pair.encryption());

        var taken = shell.done("import", file, "--in-secret", foreignSecret, "--json");

        assertThat(taken.json())
                .extracting(key -> CertShell.texts(key.path("use")) + " "
                        + key.path("sha256").asText())
                .containsExactlyInAnyOrder(
                        "[signing] "
                                + CertificateView.fingerprint(pair.signing().certificate()),
                        "[encryption] "
                                + CertificateView.fingerprint(pair.encryption().certificate()));
        assertThat(shell.entries()).doesNotHaveDuplicates();
    }

    /** RC2 of 40 bits for the certificates, 3DES for the key. */
    @Test
    void shouldTakeTheKey_whenGpgsmExportedIt() throws Exception {
        Path file = new ForeignStores(folder, FOREIGN).gpgsm(pki.good(BOB), BOB);

        shell.done("import", file, "--in-secret", foreignSecret);

        assertThat(CertShell.texts(shell.content().get(0).path("names"))).containsExactly("email:" + BOB);
    }

    /** The names of the files lie: key usage counts. */
    @Test
    void shouldTellFilesApartByKeyUsage_whenTheirNamesAndPasswordsDiffer() throws Exception {
        TestPki.SplitPair pair = pki.splitPair(BOB);
        Path first = TestFiles.writePkcs12(folder.resolve("signing.pfx"), "one", "key", pair.encryption());
        Path second = TestFiles.writePkcs12(folder.resolve("encryption.pfx"), "two", "key", pair.signing());

        var taken = shell.done(
                "import",
                first,
                second,
                "--in-secret",
                Cli.secret(folder, "one"),
                "--in-secret",
                Cli.secret(folder, "two"),
                "--alias",
                "bob",
                "--json");

        assertThat(taken.json())
                .extracting(key -> key.path("alias").asText() + CertShell.texts(key.path("use")))
                .containsExactly("bob[encryption]", "bob-2[signing]");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P_256", "P_384", "ED25519"})
    void shouldTakePemFiles_whenKeyAndChainAreApart(KeyKind kind) throws Exception {
        write(pki.good(BOB, kind));

        var taken = shell.done("import", folder.resolve("key.pem"), folder.resolve("chain.pem"), "--alias", "bob");

        assertThat(taken.out()).contains("key bob for email:" + BOB);
        assertThat(shell.content())
                .extracting(entry -> entry.path("subject").asText())
                .containsExactly(
                        "CN=" + BOB,
                        pki.issuing().certificate().getSubjectX500Principal().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RSA_2048 | pkcs8 -topk8 -v2 aes-256-cbc | ENCRYPTED PRIVATE KEY",
                "RSA_2048 | pkcs8 -topk8 -v1 PBE-SHA1-3DES -provider legacy -provider default | ENCRYPTED PRIVATE KEY",
                "P_256    | pkcs8 -topk8 -scrypt | ENCRYPTED PRIVATE KEY",
                "ED25519  | pkcs8 -topk8 | ENCRYPTED PRIVATE KEY",
                "RSA_2048 | rsa -traditional -aes256 | RSA PRIVATE KEY",
                "RSA_2048 | rsa -traditional -des3 | RSA PRIVATE KEY",
                "P_384    | ec -aes128 | EC PRIVATE KEY",
                "RSA_2048 | rsa -traditional | RSA PRIVATE KEY",
                "P_256    | ec | EC PRIVATE KEY",
                "RSA_2048 | pkcs8 -topk8 -nocrypt -outform DER | -",
                "P_256    | pkcs8 -topk8 -outform DER | -",
                "RSA_2048 | rsa -traditional -outform DER | -"
            })
    void shouldTakeThePrivateKey_whenOpenSslWroteItInAnyForm(KeyKind kind, String form, String label) throws Exception {
        write(pki.good(BOB, kind));
        boolean encrypted = !form.contains("-nocrypt") && !form.matches("(rsa -traditional|ec)( -outform DER)?");
        shell.openssl(form.strip() + " -in key.pem -out other.key" + (encrypted ? " -passout file:password" : ""));
        if (!label.equals("-")) {
            assertThat(folder.resolve("other.key")).content().contains("-----BEGIN " + label);
        }

        shell.done("import", folder.resolve("other.key"), folder.resolve("chain.pem"), "--in-secret", foreignSecret);

        assertThat(shell.entries()).hasSize(1);
        assertThat(shell.entries().get(0)).startsWith("other: ");
    }

    @Test
    void shouldTakeOneFile_whenKeyAndChainAreInItWithTextAround() throws Exception {
        TestIdentity bob = write(pki.good(BOB));
        String all = "Bag Attributes\n    friendlyName: Bob\n" + Files.readString(folder.resolve("chain.pem"))
                + "Key Attributes: <No Attributes>\n" + Files.readString(folder.resolve("key.pem"));

        shell.done("import", shell.write("all.pem", all));

        assertThat(shell.content().get(0).path("sha256").asText())
                .isEqualTo(CertificateView.fingerprint(bob.certificate()));
    }

    /** key -> request -> answer -> same key, the CA's certificate; what only waited is gone. */
    @Test
    void shouldTakeTheCasAnswer_whenItsKeyWaits() throws Exception {
        request();

        var taken = shell.done("import", shell.answer("answer.pem"), folder.resolve("ca.pem"));

        assertThat(taken.out()).contains("key gateway for dns:example.org", "has a new certificate");
        assertThat(taken.err()).isEmpty();
        assertThat(shell.entries()).containsExactly("gateway: CN=Test CA");
        assertThat(shell.content().get(0).path("subject").asText()).contains("O=Example");
    }

    @Test
    void shouldTakeTheCasAnswer_whenItIsPkcs7() throws Exception {
        request();
        shell.answer("answer.pem");
        shell.openssl("crl2pkcs7 -nocrl -certfile answer.pem -certfile ca.pem -outform DER -out answer.p7b");

        shell.done("import", folder.resolve("answer.p7b"));

        assertThat(shell.entries()).containsExactly("gateway: CN=Test CA");
    }

    /** Mail that was encrypted to the old certificate names it, so it has to stay. */
    @Test
    void shouldKeepTheOldCertificate_whenItMayHaveReceivedMail() throws Exception {
        shell.done("self-signed", "--domain", "example.org", "--key", "ec-p256");
        shell.write("request.pem", shell.done("csr", "--domain", "example.org").out());
        shell.makeAuthority();

        var taken = shell.done("import", shell.answer("answer.pem"));

        assertThat(taken.out()).contains("gateway-old", "kept to open old mail");
        assertThat(shell.entries()).containsExactly("gateway: CN=Test CA", "gateway-old: CN=example.org");
    }

    /** A CA that dates back: otherwise the self-signed one, as the newest, would go on signing. */
    @Test
    void shouldPutTheCasAnswerFirst_whenItIsDatedBeforeASelfSignedCertificate() throws Exception {
        TestIdentity answer =
                pki.leaf(BOB).valid(TestPki.days(-2), TestPki.days(300)).build();
        TestIdentity selfSigned = CertificateBuilder.selfSigned("CN=" + BOB)
                .address(BOB)
                .key(KeyKind.RSA_2048, answer.keys())
                .build();
        write(selfSigned);
        shell.done("import", folder.resolve("key.pem"), folder.resolve("chain.pem"), "--alias", "bob");

        shell.done("import", write(answer, "answer.pem"));

        assertThat(shell.entries()).containsExactly("bob: CN=Test Issuing CA");
    }

    /** Mail of former years names it. */
    @Test
    void shouldAddAnOlderCertificate_whenItsKeyIsThere() throws Exception {
        TestIdentity now = write(pki.good(BOB));
        TestIdentity once = pki.leaf(BOB)
                .key(KeyKind.RSA_2048, now.keys())
                .valid(TestPki.days(-300), TestPki.days(100))
                .build();
        shell.done("import", folder.resolve("key.pem"), folder.resolve("chain.pem"), "--alias", "bob");

        shell.done("import", write(once, "once.pem"));

        assertThat(shell.content())
                .filteredOn(entry -> entry.has("privateKey"))
                .extracting(entry -> entry.path("privateKey").asText() + " "
                        + entry.path("sha256").asText())
                .containsExactly(
                        "bob " + CertificateView.fingerprint(now.certificate()),
                        "bob-old " + CertificateView.fingerprint(once.certificate()));
    }

    @Test
    void shouldChangeNothing_whenEverythingIsThereAlready() throws Exception {
        request();
        Path answer = shell.answer("answer.pem");
        shell.done("import", answer);
        byte[] before = Files.readAllBytes(shell.keystore());

        var again = shell.done("import", answer, "--json");

        assertThat(again.json().get(0).path("action").asText()).isEqualTo("present");
        assertThat(shell.keystore()).hasBinaryContent(before);
    }

    @Test
    void shouldNumberAliases_whenTheyAreTaken() throws Exception {
        shell.done("self-signed", "--domain", "example.org", "--key", "ec-p256");
        Path file = TestFiles.writePkcs12(folder.resolve("other.p12"), FOREIGN, "GATEWAY", pki.good(BOB));

        shell.done("import", file, "--in-secret", foreignSecret);

        assertThat(shell.entries())
                .extracting(entry -> entry.replaceAll(":.*", ""))
                .containsExactly("gateway", "gateway-2");
    }

    /** The server goes on reading it. */
    @Test
    void shouldKeepModeAndLink_whenTheKeystoreIsReplaced() throws Exception {
        shell.done("self-signed", "--domain", "example.org", "--key", "ec-p256");
        Path real = Files.move(shell.keystore(), folder.resolve("real.p12"));
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(shell.keystore(), real);
        write(pki.good(BOB));

        shell.done("import", folder.resolve("key.pem"), folder.resolve("chain.pem"));

        assertThat(shell.keystore()).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        assertThat(shell.entries()).hasSize(2);
    }

    /** Each line: files to import, further options, and what the message says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bob.p12                 | bob.p12: PKCS#12 (expected: its password with --in-secret",
                "missing.p12             | missing.p12: no such file",
                "nonsense.pem            | nonsense.pem: neither PEM nor DER (expected",
                "empty.pem               | empty.pem: empty (expected: certificates or",
                "broken.pem              | broken.pem: block 2: not a readable certificate",
                "cut.pem                 | cut.pem: block 1 is damaged (expected: PEM)",
                "request.pem             | request.pem: CERTIFICATE REQUEST (expected: certificates or private keys",
                "key.pem                 | key.pem: no certificate belongs to its private key (expected:",
                "issuing.pem             | no certificate in it belongs to a key of",
                "encrypted.pem chain.pem | encrypted.pem: ENCRYPTED PRIVATE KEY: encrypted (expected: its password with",
                "encrypted.pem chain.pem --in-secret WRONG | ENCRYPTED PRIVATE KEY: --in-secret does not open it",
                "bob.p12 --in-secret WRONG                 | bob.p12: the secret does not open it (expected:",
                "bob.p12 --in-secret secret                | secret: not a reference to one (expected: file:PATH",
                "key.pem chain.pem nonsense.pem            | nonsense.pem: neither PEM nor DER (expected",
                "key.pem chain.pem --fqdn-check            | CN: bob@example.org (expected by --fqdn-check"
            })
    void shouldWriteNothing_whenAnythingIsWrong(String options, String message) throws Exception {
        shell.done("self-signed", "--domain", "example.org", "--key", "ec-p256");
        writeBadFiles();
        byte[] before = Files.readAllBytes(shell.keystore());
        Object[] arguments = List.of(options.strip().split(" ")).stream()
                .map(word -> word.equals("WRONG") ? Cli.secret(folder, "wrong") : word)
                .map(word -> word.matches(".*\\.(pem|p12)") ? folder.resolve(word) : word)
                .toArray();

        var refused = shell.run("import", arguments);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains(message).doesNotContain("\tat ", FOREIGN);
        assertThat(refused.out()).isEmpty();
        assertThat(shell.keystore()).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining("glob:**/.keystore*");
    }

    @Test
    void shouldAskForTheFiles_whenNoneIsNamed() {
        assertThat(shell.run("import").status()).isEqualTo(2);
    }

    @Test
    void shouldWarn_whenACertificateIsOfLittleUse() throws Exception {
        TestIdentity expired = write(pki.leaf(BOB)
                .valid(TestPki.days(-30), TestPki.days(-1))
                .keyUsage(KeyUsage.cRLSign)
                .build());
        TestFiles.writePem(
                folder.resolve("chain.pem"),
                expired.certificate(),
                pki.unknownRoot("eve@example.org").certificate());

        var taken = shell.done("import", folder.resolve("key.pem"), folder.resolve("chain.pem"));

        assertThat(taken.err())
                .contains("expired: it opens old mail only", "neither for signing nor for encryption")
                .contains("its chain ends at the issuer CN=Test Issuing CA", "not used: CN=eve@example.org");
    }

    private TestIdentity write(TestIdentity identity) throws Exception {
        TestFiles.writeKeyPem(folder.resolve("key.pem"), identity.key());
        TestFiles.writePem(folder.resolve("chain.pem"), identity.fullChain());
        return identity;
    }

    private Path write(TestIdentity identity, String name) throws Exception {
        return TestFiles.writePem(folder.resolve(name), identity.certificate());
    }

    private void request() throws Exception {
        var asked = shell.done("csr", "--key", "ec-p256", "--domain", "example.org", "--o", "Example");
        shell.write("request.pem", asked.out());
        shell.makeAuthority();
    }

    private void writeBadFiles() throws Exception {
        TestIdentity bob = write(pki.good(BOB));
        TestFiles.writePkcs12(folder.resolve("bob.p12"), FOREIGN, "bob", bob);
        TestFiles.writePem(folder.resolve("issuing.pem"), pki.issuing().certificate());
        shell.openssl("pkcs8 -topk8 -in key.pem -out encrypted.pem -passout file:password");
        shell.openssl("req -new -key key.pem -subj /CN=x -out request.pem");
        shell.write("nonsense.pem", "nonsense");
        shell.write("empty.pem", "");
        shell.write(
                "broken.pem",
                Files.readString(folder.resolve("chain.pem"))
                        .replaceAll("(?s)(END CERT.*?BEGIN CERT.*?-\n).{64}", "$1"));
        shell.write("cut.pem", Files.readString(folder.resolve("chain.pem")).substring(0, 400));
    }
}
