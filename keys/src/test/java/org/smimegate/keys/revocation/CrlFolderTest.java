package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.core.trust.RevocationSource;
import org.smimegate.keys.KeyFileException;

/** Lists that {@code openssl ca -gencrl} made, in a folder. */
class CrlFolderTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");

    @TempDir
    static Path cas;

    private static byte[] ofRoot;
    private static byte[] ofIssuing;
    private static byte[] revokingBob;

    @TempDir
    Path folder;

    @BeforeAll
    static void publish() throws Exception {
        ofRoot =
                Files.readAllBytes(OpenSslCa.of(PKI.root(), cas.resolve("root")).publish(cas.resolve("root.crl")));
        OpenSslCa issuing = OpenSslCa.of(PKI.issuing(), cas.resolve("issuing"));
        ofIssuing = Files.readAllBytes(issuing.publish(cas.resolve("issuing.crl")));
        revokingBob = Files.readAllBytes(issuing.revoke(BOB.certificate()).publish(cas.resolve("newer.crl")));
    }

    @Test
    void shouldFindListsByIssuer() throws Exception {
        Files.write(folder.resolve("root.crl"), ofRoot);
        Files.write(folder.resolve("issuing.pem"), ofIssuing);
        CrlFolder crls = CrlFolder.open(folder);

        assertThat(crls.size()).isEqualTo(2);
        assertThat(lists(crls, PKI.issuing())).singleElement().satisfies(list -> {
            assertThat(list.origin()).isEqualTo("issuing.pem");
            assertThat(list.issuer()).isEqualTo(PKI.issuing().certificate().getSubjectX500Principal());
        });
        assertThat(lists(crls, PKI.root())).extracting(RevocationList::origin).containsExactly("root.crl");
        assertThat(lists(crls, BOB)).isEmpty();
    }

    @Test
    void shouldReadEveryBlock_whenAFileHoldsSeveral() throws Exception {
        Files.writeString(
                folder.resolve("all.crl"), "text\n" + new String(ofRoot) + "\nmore text\n" + new String(revokingBob));
        CrlFolder crls = CrlFolder.open(folder);

        assertThat(lists(crls, PKI.root())).hasSize(1);
        assertThat(lists(crls, PKI.issuing())).containsExactly(list(revokingBob));
    }

    /** As they are published, and as {@code openssl rehash} names them. */
    @ParameterizedTest
    @ValueSource(strings = {"a.crl", "a.DER", "a.pem", "1b2c3d4e.r0", "1b2c3d4e.r9"})
    void shouldReadDer_whateverTheSuffix(String name) throws Exception {
        Files.write(folder.resolve(name), der(ofIssuing));

        assertThat(lists(CrlFolder.open(folder), PKI.issuing())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README", "a.txt", ".a.crl", "a.crl.new", "crl", "a.r10"})
    void shouldLeaveOtherFilesAlone(String name) throws Exception {
        Files.writeString(folder.resolve(name), "not a list");

        assertThat(CrlFolder.open(folder).size()).isZero();
    }

    /** Links by hash beside the file itself. */
    @Test
    void shouldKnowAListOnce_whenItStandsInSeveralFiles() throws Exception {
        Files.write(folder.resolve("a.crl"), ofIssuing);
        Files.createSymbolicLink(folder.resolve("1b2c3d4e.r0"), Path.of("a.crl"));

        assertThat(CrlFolder.open(folder).size()).isEqualTo(1);
    }

    @Test
    void shouldRefuse_whenAFileIsNoList() throws Exception {
        refuses(
                "broken.crl",
                "broken".getBytes(),
                "broken.crl: not a revocation list (expected: revocation lists as PEM");
        refuses("empty.crl", new byte[0], "empty.crl: not a revocation list (expected: ");
        refuses(
                "ca.pem",
                TestFiles.pem(List.of(PKI.root().certificate())).getBytes(),
                "ca.pem: line 1: CERTIFICATE (expected: revocation lists");
        refuses(
                "twice.pem",
                (new String(ofRoot) + TestFiles.block("X509 CRL", new byte[] {0x30, 0})).getBytes(),
                "not a revocation list (expected: ");
        refuses("cut.pem", new String(ofRoot).replaceAll("-----END.*", "").getBytes(), "BEGIN X509 CRL without END");
    }

    /** Two in one file are written as PEM; what follows one in DER may be anything. */
    @Test
    void shouldRefuse_whenSomethingFollowsAListInDer() throws Exception {
        byte[] list = der(ofIssuing);
        byte[] two = new byte[2 * list.length];
        System.arraycopy(list, 0, two, 0, list.length);
        System.arraycopy(list, 0, two, list.length, list.length);

        refuses("two.der", two, "two.der: not a revocation list");
    }

    @Test
    void shouldRefuse_whenAFileIsTooLarge() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("large.crl").toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> CrlFolder.open(folder))
                .withMessageEndingWith("large.crl: 67108865 bytes (expected: at most 64 MB)");
    }

    @Test
    void shouldRefuse_whenTheFolderIsMissing() throws Exception {
        Path missing = folder.resolve("missing");
        Path file = Files.write(folder.resolve("a.crl"), ofRoot);

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> CrlFolder.open(missing))
                .withMessage(missing + ": no such folder");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> CrlFolder.open(file))
                .withMessage(file + ": not a folder (expected: a folder of revocation lists)");
    }

    @Test
    void shouldBeEmptyUntilTheFolderAppears_whenItMayBeMissing() throws Exception {
        Path later = folder.resolve("later");
        CrlFolder crls = CrlFolder.openIfThere(later);
        assertThat(crls.size()).isZero();

        Files.createDirectory(later);
        Files.write(later.resolve("a.crl"), ofRoot);

        await().until(() -> crls.size() == 1);
    }

    @Test
    void shouldFollow_whenAListIsReplaced() throws Exception {
        Path file = Files.write(folder.resolve("a.crl"), ofIssuing);
        CrlFolder crls = CrlFolder.open(folder);
        assertThat(revoked(crls)).isFalse();

        Files.write(file, revokingBob);

        await().until(() -> revoked(crls));
        assertThat(lists(crls, PKI.issuing())).hasSize(1);
    }

    @Test
    void shouldKeepTheOldState_whenTheNewFileIsBroken() throws Exception {
        Path file = Files.write(folder.resolve("a.crl"), revokingBob);
        CrlFolder crls = CrlFolder.open(folder);
        // A second reader that may see the broken state tells when it has been looked at.
        Files.writeString(file, "broken");
        Path witness = Files.createDirectory(folder.resolve("witness"));
        CrlFolder other = CrlFolder.open(witness);
        Files.write(witness.resolve("b.crl"), ofRoot);

        await().until(() -> revoked(crls) && other.size() == 1);
        assertThat(revoked(crls)).isTrue();

        Files.write(file, ofIssuing);
        await().until(() -> !revoked(crls));
    }

    private void refuses(String name, byte[] content, String message) throws Exception {
        Path file = Files.write(folder.resolve(name), content);

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> CrlFolder.open(folder))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(message);
        Files.delete(file);
    }

    private static boolean revoked(CrlFolder crls) {
        return lists(crls, PKI.issuing()).contains(list(revokingBob));
    }

    private static Collection<RevocationList> lists(RevocationSource source, TestIdentity issuer) {
        return source.listsOf(issuer.certificate().getSubjectX500Principal());
    }

    private static RevocationList list(byte[] pem) {
        return RevocationList.ofDer(der(pem), "test").orElseThrow();
    }

    private static byte[] der(byte[] pem) {
        String base64 = new String(pem).replaceAll("-----(BEGIN|END) X509 CRL-----", "");
        return Base64.getMimeDecoder().decode(base64);
    }
}
