package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestPki;

class CertificatesTest {
    private final X509Certificate alice =
            TestPki.shared().good("alice@example.org", KeyKind.P_256).certificate();
    private final X509Certificate bob =
            TestPki.shared().good("bob@example.org", KeyKind.P_256).certificate();

    @Test
    void shouldReadAll_whenPemHoldsTextBetweenCertificates(@TempDir Path folder) throws Exception {
        String pem = "\ufeffBag Attributes\r\n  friendlyName: Alice -- \u00e4\n" + TestFiles.pem(List.of(alice))
                + "\n# and Bob, with the carriage returns of another system\n"
                + TestFiles.pem(List.of(bob)).replace("\n", "\r\n");
        Path file = Files.writeString(folder.resolve("partners.pem"), pem, StandardCharsets.UTF_8);

        assertThat(Certificates.read(file)).containsExactly(alice, bob);
    }

    @Test
    void shouldReadOnce_whenCertificateStandsTwice() throws Exception {
        assertThat(parse(TestFiles.pem(List.of(alice, bob, alice)))).containsExactly(alice, bob);
    }

    @Test
    void shouldRead_whenFileIsDer() throws Exception {
        assertThat(Certificates.parse(TestFiles.der(alice), "alice.cer")).containsExactly(alice);
    }

    @Test
    void shouldReadAll_whenFileIsPkcs7() throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(alice, bob));
        byte[] pkcs7 = path.getEncoded("PKCS7");

        assertThat(Certificates.parse(pkcs7, "chain.p7b")).containsExactlyInAnyOrder(alice, bob);
        assertThat(parse(TestFiles.block("PKCS7", pkcs7))).containsExactlyInAnyOrder(alice, bob);
    }

    @Test
    void shouldNameFileAndLine_whenPemBlockIsCut() {
        String pem = TestFiles.pem(List.of(alice));

        assertRefused(pem.substring(0, pem.length() / 2), "line 1: BEGIN CERTIFICATE without END CERTIFICATE");
        assertRefused("x\n" + pem.substring(0, 300) + "\n" + pem, "line 2: BEGIN CERTIFICATE without END CERTIFICATE");
        assertRefused("-----BEGIN CERTIFICATE", "line 1: BEGIN without -----");
    }

    @Test
    void shouldNameFileAndLine_whenPemBlockIsNotBase64() {
        assertRefused("text\n-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "line 2: the PEM block");
    }

    @Test
    void shouldNameFileAndLine_whenPemBlockIsNoCertificate() {
        assertRefused(
                TestFiles.pem(List.of(alice)) + TestFiles.block("CERTIFICATE", new byte[] {0x30, 0x03, 1, 2, 3}),
                ": not a readable certificate: ");
        assertRefused(TestFiles.block("PKCS7", new byte[] {0x30, 0x03, 6, 1, 3}), "line 1: not a readable PKCS#7 file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "CERTIFICATE REQUEST", "X509 CRL", "ENCRYPTED PRIVATE KEY"})
    void shouldNameWhatIsThere_whenPemHoldsSomethingElse(String label) {
        assertRefused(
                TestFiles.block(label, new byte[100]),
                "line 1: " + label + " (expected: certificates as PEM, DER or PKCS#7)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "0", "\u0000"})
    void shouldNameFile_whenItHoldsNoCertificate(String content) {
        assertRefused(content, "(expected: certificates as PEM, DER or PKCS#7)");
    }

    @Test
    void shouldRefuse_whenBytesFollowTheCertificate() throws Exception {
        ByteArrayOutputStream trailing = new ByteArrayOutputStream();
        trailing.write(TestFiles.der(alice));
        trailing.write(0);

        assertThat(Certificates.ofDer(trailing.toByteArray())).isEmpty();
        assertThatExceptionOfType(CertificateFormatException.class)
                .isThrownBy(() -> Certificates.parse(trailing.toByteArray(), "alice.cer"))
                .withMessageStartingWith("alice.cer: ");
    }

    @Test
    void shouldPassOn_whenFileIsMissing(@TempDir Path folder) {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Certificates.read(folder.resolve("missing.pem")));
    }

    @Test
    void shouldBeEmpty_whenHostileBytesAreNoCertificate() {
        byte[] der = TestFiles.der(alice);
        byte[] deep = new byte[200_000];
        Arrays.fill(deep, (byte) 0x30);

        assertThat(Certificates.ofDer(der)).contains(alice);
        assertThat(Certificates.ofDer(Arrays.copyOf(der, der.length - 1))).isEmpty();
        assertThat(Certificates.ofDer(new byte[0])).isEmpty();
        assertThat(Certificates.ofDer(deep)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'CN=Bob,O=Example', Bob",
        "'C=DE,O=Example,CN=general,CN=special', special",
        "'CN=Bob+UID=b1,O=Example', Bob",
        "'CN=Smith\\, Bob,O=Example', 'Smith, Bob'",
        "'CN=Bob\u202egnp,O=Example', Bob?gnp",
        "'O=Example', ''"
    })
    void shouldFindTheCommonName(String subject, String name) {
        X509Certificate certificate = CertificateBuilder.selfSigned(subject)
                .key(KeyKind.P_256)
                .build()
                .certificate();

        assertThat(Certificates.commonName(certificate)).isEqualTo(name);
    }

    @Test
    void shouldBeSafeForOneLogLine_whenSubjectHoldsControls() {
        String hostile = new X500NameBuilder()
                .addRDN(BCStyle.CN, "Alice\r\nINFO all is well\u0000\u202e")
                .build()
                .toString();
        X509Certificate certificate = CertificateBuilder.selfSigned(hostile)
                .key(KeyKind.P_256)
                .build()
                .certificate();

        assertThat(Certificates.subject(certificate)).startsWith("CN=Alice").doesNotContainPattern("\\p{Cntrl}|\u202e");
        assertThat(Certificates.issuer(certificate)).isEqualTo(Certificates.subject(certificate));
    }

    @Test
    void shouldCut_whenSubjectIsEndless() {
        X509Certificate certificate = CertificateBuilder.selfSigned("OU=organisational unit,".repeat(1000) + "CN=x")
                .key(KeyKind.P_256)
                .build()
                .certificate();

        assertThat(Certificates.subject(certificate)).hasSize(203).endsWith("...");
    }

    @Test
    void shouldBeSha256_whenFingerprinted() {
        assertThat(Certificates.fingerprint(alice)).matches("[0-9a-f]{64}");
        assertThat(Certificates.fingerprint(alice)).isNotEqualTo(Certificates.fingerprint(bob));
    }

    private static List<X509Certificate> parse(String text) throws CertificateFormatException {
        return Certificates.parse(text.getBytes(StandardCharsets.UTF_8), "conf/partners/x.pem");
    }

    private static void assertRefused(String content, String message) {
        assertThatExceptionOfType(CertificateFormatException.class)
                .isThrownBy(() -> parse(content))
                .withMessageStartingWith("conf/partners/x.pem: ")
                .withMessageContaining(message);
    }
}
