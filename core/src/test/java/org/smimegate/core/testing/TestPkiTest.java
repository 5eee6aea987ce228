package org.smimegate.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestPkiTest {
    private final TestPki pki = TestPki.shared();

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void shouldIssueVerifiableLeaf_whenKeyIsOfAnyKind(KeyKind kind) {
        TestIdentity leaf = pki.good("alice@example.org", kind);

        assertThatCode(() -> leaf.certificate().verify(leaf.issuers().get(0).getPublicKey()))
                .doesNotThrowAnyException();
        assertThat(leaf.certificate().getPublicKey()).isEqualTo(leaf.keys().getPublic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1withRSA", "SHA512withRSA", "SHA256withRSAandMGF1", "MD5withRSA"})
    void shouldIssueVerifiableLeaf_whenSignatureAlgorithmIsChosen(String algorithm) {
        TestIdentity leaf =
                pki.leaf("alice@example.org").signatureAlgorithm(algorithm).build();

        assertThatCode(() ->
                        leaf.certificate().verify(pki.issuing().certificate().getPublicKey()))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldDrawChainToRoot_whenLeafIsIssued() {
        TestIdentity leaf = pki.good("alice@example.org");

        assertThat(leaf.fullChain())
                .containsExactly(
                        leaf.certificate(),
                        pki.issuing().certificate(),
                        pki.root().certificate());
        assertThat(leaf.intermediates()).containsExactly(pki.issuing().certificate());
    }

    @Test
    void shouldBeExpired_whenStoryIsExpired() {
        assertThatCode(() -> pki.expired("alice@example.org").certificate().checkValidity())
                .isInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void shouldShareSubjectButNotKey_whenCasAreTwins() {
        List<X509Certificate> twins = TestPki.sameSubjectCas(3).stream()
                .map(TestIdentity::certificate)
                .toList();

        assertThat(twins)
                .extracting(X509Certificate::getSubjectX500Principal)
                .containsOnly(twins.get(0).getSubjectX500Principal());
        assertThat(twins).extracting(X509Certificate::getPublicKey).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepSecretsToOwner_whenFilesAreWritten(@TempDir Path folder) throws Exception {
        TestIdentity gateway = pki.domain("example.org");
        Path p12 = TestFiles.writePkcs12(folder.resolve("conf/gateway.p12"), "geheim", "gateway", gateway);
        Path secret = TestFiles.writeSecret(folder.resolve("conf/gateway.secret"), "geheim");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        KeyStore store = KeyStore.getInstance(p12.toFile(), "geheim".toCharArray());
        assertThat(store.getCertificateChain("gateway")).hasSize(3);
        assertThat(store.getKey("gateway", "geheim".toCharArray())).isEqualTo(gateway.key());
    }
}
