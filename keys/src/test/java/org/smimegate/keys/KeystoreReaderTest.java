package org.smimegate.keys;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class KeystoreReaderTest {
    private static final String PASSWORD = "geheim";
    /** The JDK's own key store cannot write this one. */
    private static final String INTERNATIONAL = "geheim-ä€";

    private static final Address BOB = Address.parse("bob@example.org").orElseThrow();

    private final TestPki pki = TestPki.shared();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void shouldReadCredential_whenKeyIsOfAnyKind(KeyKind kind) throws Exception {
        TestIdentity bob = pki.good("bob@example.org", kind);
        Path file = TestFiles.writePkcs12(folder.resolve("bob.p12"), PASSWORD, "bob", bob);

        Credential credential = only(read(file));

        assertThat(credential.alias()).isEqualTo("bob");
        assertThat(credential.certificate()).isEqualTo(bob.certificate());
        assertThat(credential.key().getEncoded()).isNotEmpty();
        assertThat(credential.coverage().coversExactly(BOB)).isTrue();
    }

    /** root -> issuing -> leaf: the file has all three, the credential no root. */
    @Test
    void shouldLeaveRootOut_whenFileHasWholeChain() throws Exception {
        Path file = TestFiles.writePkcs12(folder.resolve("bob.p12"), PASSWORD, "bob", pki.good("bob@example.org"));

        assertThat(only(read(file)).chain()).containsExactly(pki.issuing().certificate());
    }

    static List<List<String>> opensslAlgorithms() {
        return List.of(
                List.of("-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC"),
                List.of("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "SHA1"),
                List.of("-keypbe", "PBE-SHA1-3DES", "-certpbe", "NONE"),
                List.of("-legacy"),
                List.of("-nomac"));
    }

    @ParameterizedTest
    @MethodSource("opensslAlgorithms")
    void shouldRead_whenOpensslWroteIt(List<String> algorithms) throws Exception {
        TestIdentity bob = pki.good("bob@example.org");

        Credential credential = only(read(openssl(bob, "bob.p12", append(algorithms, "-name", "Bob"))));

        assertThat(credential.alias()).isEqualTo("Bob");
        assertThat(credential.chain()).containsExactly(pki.issuing().certificate());
        assertThat(credential.key()).isEqualTo(bob.key());
    }

    @ParameterizedTest
    @MethodSource("opensslAlgorithms")
    void shouldRead_whenPasswordIsInternational(List<String> algorithms) throws Exception {
        Path file = openssl(pki.good("bob@example.org"), "bob.p12", INTERNATIONAL, algorithms);

        assertThat(KeystoreReader.read(file, secret(INTERNATIONAL), List.of(), true))
                .hasSize(1);
    }

    @Test
    void shouldTakeFileName_whenKeyHasNoName() throws Exception {
        Path file = openssl(pki.good("bob@example.org"), "gateway-2026.p12", List.of());

        assertThat(only(read(file)).alias()).isEqualTo("gateway-2026");
    }

    /** NSS names both keys of one person alike, which a KeyStore would read as one. */
    @Test
    void shouldReadBothKeys_whenNssExportedSigningAndEncryptionCertificate() throws Exception {
        TestPki.SplitPair pair = pki.splitPair("bob@example.org");
        Path file = nss(pair.signing(), pair.encryption());

        List<Credential> credentials = read(file);

        assertThat(credentials)
                .extracting(Credential::certificate)
                .containsExactlyInAnyOrder(
                        pair.signing().certificate(), pair.encryption().certificate());
        assertThat(credentials).extracting(Credential::alias).doesNotHaveDuplicates();
        assertThat(credentials).allSatisfy(c -> assertThat(c.alias()).startsWith("Bob"));
    }

    /** RC2 of 40 bits for the certificates, 3DES for the key, and no name that a person gave. */
    @Test
    void shouldRead_whenGpgsmExported() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");

        Credential credential = only(read(gpgsm(bob)));

        assertThat(credential.certificate()).isEqualTo(bob.certificate());
        // gpgsm swaps p and q: the same key in another form.
        assertThat(((RSAPrivateKey) credential.key()).getPrivateExponent())
                .isEqualTo(((RSAPrivateKey) bob.key()).getPrivateExponent());
    }

    @Test
    void shouldCoverMore_whenAdministratorAdds() throws Exception {
        Path file = TestFiles.writePkcs12(folder.resolve("bob.p12"), PASSWORD, "bob", pki.good("bob@example.org"));

        Credential credential = only(KeystoreReader.read(file, secret(PASSWORD), List.of("example.net"), true));

        assertThat(credential.coverage().coversDomain("example.net")).isTrue();
        assertThat(credential.coverage().coversDomain("example.org")).isFalse();
    }

    @Test
    void shouldRefuse_whenPasswordIsWrong() throws Exception {
        Path file = TestFiles.writePkcs12(folder.resolve("bob.p12"), PASSWORD, "bob", pki.good("bob@example.org"));

        assertThatThrownBy(() -> KeystoreReader.read(file, secret("falsch"), List.of(), true))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("the secret does not open it");
    }

    @Test
    void shouldRefuse_whenPasswordIsWrongAndThereIsNoMac() throws Exception {
        Path file = openssl(pki.good("bob@example.org"), "bob.p12", List.of("-nomac"));

        assertThatThrownBy(() -> KeystoreReader.read(file, secret("falsch"), List.of(), true))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("the secret is wrong");
    }

    @Test
    void shouldRefuse_whenKeyDoesNotBelongToCertificate() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        Path file = TestFiles.writePkcs12(
                folder.resolve("bob.p12"),
                PASSWORD,
                "bob",
                pki.good("eve@example.org").key(),
                bob.fullChain());

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("private key bob does not belong to its certificate")
                .hasMessageContaining("CN=bob@example.org");
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void shouldRefuse_whenKeyIsAnotherOneOfSameKind(KeyKind kind) throws Exception {
        TestIdentity bob = pki.good("bob@example.org", kind);
        Path file = TestFiles.writePkcs12(
                folder.resolve("bob.p12"), PASSWORD, "bob", kind.fresh().getPrivate(), bob.fullChain());

        assertThatThrownBy(() -> read(file)).hasMessageContaining("does not belong");
    }

    @Test
    void shouldRefuse_whenThereIsNoKey() throws Exception {
        TestFiles.writePem(
                folder.resolve("cert.pem"), pki.good("bob@example.org").certificate());
        Tool.run(
                folder,
                "openssl",
                "pkcs12",
                "-export",
                "-nokeys",
                "-in",
                "cert.pem",
                "-out",
                "bob.p12",
                "-passout",
                passwordFile(PASSWORD));

        assertThatThrownBy(() -> read(folder.resolve("bob.p12")))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("holds no private key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void shouldRefuse_whenFileIsNoPkcs12(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("bob.p12"), content);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected: a PKCS#12 file");
    }

    @Test
    void shouldRefuse_whenFileIsMissing() {
        assertThatThrownBy(() -> read(folder.resolve("no.p12"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("not a file");
    }

    /** Whatever is cut off, the answer is one of ours. */
    @Test
    void shouldRefuse_whenFileIsTruncatedAnywhere() throws Exception {
        Path file = TestFiles.writePkcs12(
                folder.resolve("bob.p12"), PASSWORD, "bob", pki.good("bob@example.org", KeyKind.P_256));
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.p12");
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(cut)).isInstanceOf(KeyFileException.class);
        }
    }

    private static List<Credential> read(Path file) throws KeyFileException {
        return KeystoreReader.read(file, secret(PASSWORD), List.of(), true);
    }

    private static Secret secret(String text) {
        return new Secret(text.toCharArray());
    }

    private static Credential only(List<Credential> credentials) {
        assertThat(credentials).hasSize(1);
        return credentials.get(0);
    }

    private Path openssl(TestIdentity identity, String name, List<String> options) throws Exception {
        return openssl(identity, name, PASSWORD, options);
    }

    private Path openssl(TestIdentity identity, String name, String password, List<String> options) throws Exception {
        TestFiles.writeKeyPem(folder.resolve("key.pem"), identity.key());
        TestFiles.writePem(folder.resolve("chain.pem"), identity.fullChain());
        List<String> command = append(
                List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-inkey",
                        "key.pem",
                        "-in",
                        "chain.pem",
                        "-out",
                        name,
                        "-passout",
                        passwordFile(password)),
                options.toArray(String[]::new));
        Tool.run(folder, command.toArray(String[]::new));
        return folder.resolve(name);
    }

    /** Both into one NSS database under one nickname, then out into one file. */
    private Path nss(TestIdentity... identities) throws Exception {
        Path database = Files.createDirectory(folder.resolve("nss"));
        Tool.run(folder, "certutil", "-N", "-d", "sql:" + database, "--empty-password");
        for (TestIdentity identity : identities) {
            Path part = openssl(
                    identity, "part" + identity.certificate().getSerialNumber() + ".p12", List.of("-name", "Bob"));
            Tool.run(
                    folder,
                    "pk12util",
                    "-i",
                    part.toString(),
                    "-d",
                    "sql:" + database,
                    "-w",
                    folder.resolve("password").toString(),
                    "-K",
                    "");
        }
        Path file = folder.resolve("nss.p12");
        Tool.run(
                folder,
                "pk12util",
                "-o",
                file.toString(),
                "-n",
                "Bob",
                "-d",
                "sql:" + database,
                "-w",
                folder.resolve("password").toString(),
                "-K",
                "");
        return file;
    }

    private Path gpgsm(TestIdentity identity) throws Exception {
        Files.createDirectory(folder.resolve("gnupg"), asFileAttribute(fromString("rwx------")));
        Files.writeString(folder.resolve("gnupg/gpg-agent.conf"), "allow-loopback-pinentry\n");
        Path imported = openssl(identity, "imported.p12", List.of("-legacy"));
        String[] batch = {"gpgsm", "--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0"};
        try {
            gpgsm(batch, "--import", imported.toString());
            gpgsm(batch, "--export-secret-key-p12", "bob@example.org");
            return Files.move(folder.resolve("output"), folder.resolve("gpgsm.p12"));
        } finally {
            Tool.run(folder, "gpgconf", "--kill", "gpg-agent");
        }
    }

    private void gpgsm(String[] batch, String... arguments) throws Exception {
        Tool.runWithInput(folder, PASSWORD, append(List.of(batch), arguments).toArray(String[]::new));
    }

    /** A file, for an argument would go through the locale's character set. */
    private String passwordFile(String password) throws Exception {
        return "file:" + Files.writeString(folder.resolve("password"), password);
    }

    private static List<String> append(List<String> list, String... more) {
        List<String> all = new ArrayList<>(list);
        all.addAll(List.of(more));
        return all;
    }
}
