package org.smimegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class FolderDirectoryTest {
    private final TestPki pki = TestPki.shared();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "bob@example.org, true", "BOB@Example.ORG, true", "rob@example.org, false", "bob@a.example.org, false",
        "x@example.net, true", "x@a.example.net, false", "x@a.example.com, true", "x@example.com, false",
        "x@a.b.example.com, false"
    })
    void shouldFind_whenSanCoversRecipient(String recipient, boolean found) throws Exception {
        write("bob.pem", pki.good("bob@example.org"));
        write("net.pem", pki.domain("example.net"));
        write("com.pem", pki.domain("*.example.com"));

        assertThat(find(open(), recipient)).hasSize(found ? 1 : 0);
    }

    @Test
    void shouldFindNoDomain_whenPolicyForbids() throws Exception {
        write("net.pem", pki.domain("example.net"));

        assertThat(find(FolderDirectory.open(folder, false), "x@example.net")).isEmpty();
    }

    @Test
    void shouldReadDerAndPkcs7_whenFilesAreBinary() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        TestIdentity eve = pki.good("eve@example.org");
        Files.write(folder.resolve("bob.DER"), TestFiles.der(bob.certificate()));
        TestFiles.writePem(folder.resolve("eve.txt"), eve.fullChain());
        Tool.run(
                folder, "openssl", "crl2pkcs7", "-nocrl", "-certfile", "eve.txt", "-outform", "DER", "-out", "eve.p7b");

        FolderDirectory directory = open();

        assertThat(find(directory, "bob@example.org")).hasSize(1);
        assertThat(find(directory, "eve@example.org"))
                .singleElement()
                .satisfies(e -> assertThat(e.chain())
                        .containsExactlyInAnyOrder(
                                pki.issuing().certificate(), pki.root().certificate()));
    }

    @Test
    void shouldNotPin_whenCertificateIsInFolder() throws Exception {
        write("bob.pem", TestPki.selfSigned("bob@example.org"));

        assertThat(find(open(), "bob@example.org"))
                .singleElement()
                .satisfies(c -> assertThat(c.pinned()).isFalse());
    }

    @Test
    void shouldFindAll_whenFileHoldsManyPeople() throws Exception {
        TestFiles.writePem(
                folder.resolve("all.pem"),
                pki.good("bob@example.org").certificate(),
                pki.good("eve@example.org").certificate(),
                pki.issuing().certificate());
        FolderDirectory directory = open();

        assertThat(directory.size()).isEqualTo(2);
        assertThat(find(directory, "bob@example.org")).hasSize(1);
        assertThat(find(directory, "eve@example.org")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".bob.pem", "README.txt", "bob.pem~", "bob"})
    void shouldIgnore_whenFileIsNoCertificateFile(String name) throws Exception {
        Files.writeString(folder.resolve(name), "anything");
        Files.createDirectory(folder.resolve("sub.pem"));

        assertThat(open().size()).isZero();
    }

    @Test
    void shouldRefuse_whenFileIsBroken() throws Exception {
        write("bob.pem", pki.good("bob@example.org"));
        Files.writeString(folder.resolve("eve.pem"), "broken");

        assertThatThrownBy(this::open)
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(folder.resolve("eve.pem").toString());
    }

    @Test
    void shouldRefuse_whenFolderIsMissing() throws Exception {
        Path missing = folder.resolve("no");
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> FolderDirectory.open(missing, true)).hasMessage(missing + ": no such folder");
        assertThatThrownBy(() -> FolderDirectory.open(file, true)).hasMessageContaining("not a folder");
    }

    @Test
    void shouldFollowFolder_whenFilesComeBreakAndGo() throws Exception {
        Path partners = folder.resolve("partners");
        FolderDirectory directory = FolderDirectory.openIfThere(partners, true);
        assertThat(find(directory, "bob@example.org")).isEmpty();

        Files.createDirectory(partners);
        X509Certificate bob = pki.good("bob@example.org").certificate();
        TestFiles.writePem(partners.resolve("bob.pem"), bob);
        await().until(() -> find(directory, "bob@example.org").size() == 1);

        Files.writeString(partners.resolve("eve.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        TestFiles.writePem(
                partners.resolve("new.pem"), pki.good("new@example.org").certificate());
        assertThat(find(directory, "bob@example.org")).hasSize(1);

        Files.delete(partners.resolve("eve.pem"));
        await().until(() -> find(directory, "new@example.org").size() == 1);

        Files.delete(partners.resolve("bob.pem"));
        await().until(() -> find(directory, "bob@example.org").isEmpty());
    }

    private void write(String name, TestIdentity identity) throws Exception {
        TestFiles.writePem(folder.resolve(name), identity.certificate());
    }

    private FolderDirectory open() throws KeyFileException {
        return FolderDirectory.open(folder, true);
    }

    private static List<PartnerCertificate> find(FolderDirectory directory, String recipient) {
        return directory.find(Address.parse(recipient).orElseThrow());
    }
}
