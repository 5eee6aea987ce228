package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/** Signatures that OpenSSL makes, in every way it can. */
class OpenSslSignedTest {
    static final String ENTITY = String.join(
            "\r\n",
            "Content-Type: multipart/mixed; boundary=b1",
            "",
            "--b1",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "Gr=C3=BC=C3=9Fe, ",
            "",
            "--b1",
            "Content-Type: application/octet-stream",
            "Content-Transfer-Encoding: base64",
            "",
            "AAECAw==",
            "--b1--",
            "");

    private final TestPki pki = TestPki.shared();
    private OpenSsl openssl;
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path folder, @TempDir Path spool) throws Exception {
        openssl = OpenSsl.in(folder);
        opener = TestOpener.in(spool)
                .trusting(new AnchoredTrust(pki::anchorsOnly, AlgorithmPolicy.year2026(true, true)));
    }

    static Stream<Arguments> signatures() {
        List<List<String>> forms = List.of(
                List.of(),
                List.of("-crlfeol"),
                List.of("-nosmimecap"),
                List.of("-noattr"),
                List.of("-keyid"),
                List.of("-md", "sha512"),
                List.of("-md", "sha384", "-crlfeol"),
                List.of("-nodetach"),
                List.of("-nodetach", "-crlfeol"),
                List.of("-nodetach", "-noattr"),
                List.of("-nodetach", "-stream", "-keyid"),
                List.of("-stream"));
        return Stream.of(KeyKind.RSA_2048, KeyKind.P_256, KeyKind.P_384, KeyKind.P_521)
                .flatMap(kind -> forms.stream().map(form -> Arguments.of(kind, form)));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void shouldPass_whenOpenSslSigned(KeyKind kind, List<String> form) throws Exception {
        TestIdentity bob = pki.good("bob@example.org", kind);

        Opened opened = opener.removing().open(sign(bob, form));

        assertThat(opened.verdict().layers())
                .extracting(LayerReport::layer)
                .containsExactly(form.contains("-nodetach") ? Layer.SIGNED_DATA : Layer.CLEAR_SIGNED);
        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.verdict().signer().map(Object::toString)).contains("bob@example.org");
        assertThat(opened.verdict().signerCertificate()).contains(bob.certificate());
        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.text()).endsWith(ENTITY).contains("From: bob@example.org");
    }

    static Stream<List<String>> pss() {
        return Stream.of(
                List.of("-keyopt", "rsa_padding_mode:pss"),
                List.of("-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32", "-md", "sha256"),
                List.of("-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:0", "-md", "sha512"),
                List.of("-keyopt", "rsa_padding_mode:pss", "-nodetach", "-noattr", "-md", "sha384"));
    }

    @ParameterizedTest
    @MethodSource("pss")
    void shouldPass_whenOpenSslSignedWithPss(List<String> form) throws Exception {
        Opened opened = opener.open(sign(pki.good("bob@example.org"), form));

        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.verdict()
                        .layers()
                        .get(0)
                        .signatures()
                        .get(0)
                        .evidence()
                        .signatureAlgorithm())
                .isEqualTo("RSASSA-PSS");
    }

    private byte[] sign(TestIdentity signer, List<String> form) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-sign",
                "-signer",
                openssl.certificate(signer),
                "-inkey",
                openssl.key(signer),
                "-certfile",
                openssl.certificates(signer.intermediates()),
                "-from",
                "bob@example.org",
                "-to",
                "dave@example.net"));
        arguments.addAll(form);
        return openssl.cmsOutput(ENTITY.getBytes(StandardCharsets.US_ASCII), arguments.toArray(String[]::new));
    }
}
