package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.Protecting.lines;
import static org.smimegate.core.cms.Protecting.protect;
import static org.smimegate.core.cms.Protecting.signer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Our signatures, verified by OpenSSL up to the root. */
class SigningInteropTest {
    private static final String CONTENT = lines(
            "Content-Type: multipart/mixed; boundary=b1",
            "",
            "--b1",
            "",
            "Hello Dave,",
            "",
            "regards",
            "--b1",
            "Content-Type: application/octet-stream",
            "Content-Transfer-Encoding: base64",
            "",
            "AAECAw==",
            "--b1--");
    private static final String MESSAGE =
            "From: bob@example.org\r\nSubject: offer\r\nMIME-Version: 1.0\r\nX-Last: x\r\n" + CONTENT;

    private final TestPki pki = TestPki.shared();
    private OpenSsl openssl;

    @BeforeEach
    void setUp(@TempDir Path folder) {
        openssl = OpenSsl.in(folder);
    }

    static Stream<Arguments> signatures() {
        return Stream.of(KeyKind.RSA_2048, KeyKind.RSA_3072, KeyKind.P_256, KeyKind.P_384, KeyKind.P_521)
                .flatMap(kind -> Arrays.stream(SigningMode.values())
                        .flatMap(mode -> padding(kind).map(rsa -> Arguments.of(kind, mode, rsa))));
    }

    private static Stream<RsaSignature> padding(KeyKind kind) {
        return kind.name().startsWith("RSA") ? Arrays.stream(RsaSignature.values()) : Stream.of(RsaSignature.PKCS1);
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void shouldVerifyWithOpenSsl_whenSigned(KeyKind kind, SigningMode mode, RsaSignature rsa) throws Exception {
        TestIdentity bob = pki.good("bob@example.org", kind);

        byte[] signed = protect(MESSAGE, new ProtectionStep.Sign(signer(bob), mode, rsa));

        byte[] content = openssl.cmsOutput(signed, "-verify", "-CAfile", root());
        assertThat(content).asString(StandardCharsets.US_ASCII).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void shouldFailInOpenSsl_whenContentIsTampered(KeyKind kind, SigningMode mode, RsaSignature rsa) throws Exception {
        TestIdentity bob = pki.good("bob@example.org", kind);
        byte[] signed = protect(MESSAGE, new ProtectionStep.Sign(signer(bob), mode, rsa));

        OpenSsl.Result result = openssl.cms(tampered(signed, mode), "-verify", "-CAfile", root());

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.said()).contains("content verify error");
    }

    @Test
    void shouldVerifyWithOpenSsl_whenKeyIsForPssOnly() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(2048);
        TestIdentity bob = pki.leaf("bob@example.org")
                .key(KeyKind.RSA_2048, generator.generateKeyPair())
                .build();

        byte[] signed = protect(MESSAGE, new ProtectionStep.Sign(signer(bob), SigningMode.DETACHED));

        byte[] content = openssl.cmsOutput(signed, "-verify", "-CAfile", root());
        assertThat(content).asString(StandardCharsets.US_ASCII).isEqualTo(CONTENT);
    }

    /** The content with one letter changed: in the clear, or in the base64 of the opaque object. */
    private static byte[] tampered(byte[] signed, SigningMode mode) {
        byte[] tampered = signed.clone();
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        int at = mode == SigningMode.DETACHED ? text.indexOf("Hello") : text.indexOf("\r\n\r\n") + 200;
        tampered[at] = (byte) (tampered[at] == 'A' ? 'B' : 'A');
        return tampered;
    }

    private String root() throws Exception {
        return openssl.certificates(List.of(pki.root().certificate()));
    }
}
