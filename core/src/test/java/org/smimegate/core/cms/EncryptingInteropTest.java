package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.Protecting.encrypt;
import static org.smimegate.core.cms.Protecting.lines;
import static org.smimegate.core.cms.Protecting.protect;
import static org.smimegate.core.cms.Protecting.signer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Our encryption, opened by OpenSSL, whose key choice shows which RecipientInfo fitted. */
class EncryptingInteropTest {
    private static final String CONTENT = lines("Content-Type: text/plain; charset=utf-8", "", "Grüße, Dave.");
    private static final String MESSAGE = "From: bob@example.org\r\nMIME-Version: 1.0\r\n" + CONTENT;

    private static final String PLAIN_CONTENT = lines("Content-Type: text/plain", "", "Hello Dave");
    private static final String PLAIN_MESSAGE = "From: bob@example.org\r\n" + PLAIN_CONTENT;

    private final TestPki pki = TestPki.shared();
    private final TestIdentity dave = pki.good("dave@example.net");
    private OpenSsl openssl;

    @BeforeEach
    void setUp(@TempDir Path folder) {
        openssl = OpenSsl.in(folder);
    }

    static Stream<Arguments> encryptions() {
        return Stream.of(KeyKind.RSA_2048, KeyKind.P_256, KeyKind.P_384, KeyKind.P_521)
                .flatMap(kind -> Arrays.stream(ContentCipher.values())
                        .flatMap(cipher -> transports(kind).map(transport -> Arguments.of(kind, cipher, transport))));
    }

    private static Stream<KeyTransport> transports(KeyKind kind) {
        return kind == KeyKind.RSA_2048 ? Arrays.stream(KeyTransport.values()) : Stream.of(KeyTransport.RSA_PKCS1);
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void shouldDecryptWithOpenSsl_whenEncrypted(KeyKind kind, ContentCipher cipher, KeyTransport transport)
            throws Exception {
        TestIdentity recipient = pki.good("dave@example.net", kind);

        byte[] encrypted = protect(MESSAGE, encrypt(cipher, transport, recipient));

        assertThat(decrypted(encrypted, recipient)).isEqualTo(CONTENT);
        assertThat(new String(encrypted, StandardCharsets.US_ASCII)).doesNotContain("Dave", "text/plain");
    }

    /** Several blocks, the last one not full. */
    @ParameterizedTest
    @EnumSource(ContentCipher.class)
    void shouldDecryptAndVerifyWithOpenSsl_whenMessageIsLong(ContentCipher cipher) throws Exception {
        String content = lines("Content-Type: text/plain", "") + "line of text\r\n".repeat(100_000);
        ProtectionStep sign = new ProtectionStep.Sign(signer(pki.good("bob@example.org")), SigningMode.OPAQUE);

        byte[] message =
                protect("From: bob@example.org\r\n" + content, sign, encrypt(cipher, KeyTransport.RSA_PKCS1, dave));

        assertThat(verified(openssl.cmsOutput(message, decryptArguments(dave)))).isEqualTo(content);
    }

    @Test
    void shouldDecryptWithEachKey_whenRecipientsAreRsaAndEc() throws Exception {
        TestIdentity erin = pki.good("erin@example.net", KeyKind.P_256);
        TestIdentity frank = pki.good("frank@example.net", KeyKind.P_521);

        byte[] encrypted =
                protect(MESSAGE, encrypt(ContentCipher.AES_256_GCM, KeyTransport.RSA_OAEP, erin, dave, frank));

        for (TestIdentity recipient : List.of(dave, erin, frank)) {
            assertThat(decrypted(encrypted, recipient)).isEqualTo(CONTENT);
        }
    }

    @Test
    void shouldFailInOpenSsl_whenKeyIsAnothers() throws Exception {
        TestIdentity mallory = pki.good("mallory@example.net");

        byte[] encrypted = protect(MESSAGE, encrypt(ContentCipher.AES_256_GCM, KeyTransport.RSA_OAEP, dave));

        OpenSsl.Result result = openssl.cms(
                encrypted, "-decrypt", "-recip", openssl.certificate(mallory), "-inkey", openssl.key(mallory));
        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.output()).isEmpty();
    }

    /** The tag is what OpenSSL looks at last, after it gave the plaintext away. */
    @Test
    void shouldFailInOpenSsl_whenGcmCiphertextIsTampered() throws Exception {
        byte[] encrypted = protect(
                MESSAGE + "Hello Dave\r\n".repeat(1000),
                encrypt(ContentCipher.AES_128_GCM, KeyTransport.RSA_OAEP, dave));
        int at = encrypted.length / 2;
        encrypted[at] = (byte) (encrypted[at] == 'A' ? 'B' : 'A');

        OpenSsl.Result result = openssl.cms(encrypted, decryptArguments(dave));

        assertThat(result.exitStatus()).isNotZero();
    }

    @ParameterizedTest
    @EnumSource(SigningMode.class)
    void shouldDecryptThenVerifyWithOpenSsl_whenSignedAndEncrypted(SigningMode mode) throws Exception {
        TestIdentity bob = pki.good("bob@example.org");

        byte[] message = protect(
                PLAIN_MESSAGE,
                new ProtectionStep.Sign(signer(bob), mode),
                encrypt(ContentCipher.AES_256_CBC, KeyTransport.RSA_PKCS1, dave));

        byte[] signed = openssl.cmsOutput(message, decryptArguments(dave));
        assertThat(verified(signed)).isEqualTo(PLAIN_CONTENT);
    }

    /** Triple wrapped (RFC 2634 section 1.1): signed, encrypted, signed again. */
    @Test
    void shouldOpenLayerByLayerWithOpenSsl_whenTripleWrapped() throws Exception {
        ProtectionStep sign = new ProtectionStep.Sign(signer(pki.good("bob@example.org")), SigningMode.DETACHED);

        byte[] message =
                protect(PLAIN_MESSAGE, sign, encrypt(ContentCipher.AES_128_GCM, KeyTransport.RSA_OAEP, dave), sign);

        byte[] encrypted = verified(message).getBytes(StandardCharsets.ISO_8859_1);
        byte[] signed = openssl.cmsOutput(encrypted, decryptArguments(dave));
        assertThat(verified(signed)).isEqualTo(PLAIN_CONTENT);
    }

    private String verified(byte[] signed) throws Exception {
        String root = openssl.certificates(List.of(pki.root().certificate()));
        return new String(openssl.cmsOutput(signed, "-verify", "-CAfile", root), StandardCharsets.ISO_8859_1);
    }

    private String decrypted(byte[] encrypted, TestIdentity recipient) throws Exception {
        return new String(openssl.cmsOutput(encrypted, decryptArguments(recipient)), StandardCharsets.UTF_8);
    }

    private String[] decryptArguments(TestIdentity recipient) throws Exception {
        return new String[] {"-decrypt", "-recip", openssl.certificate(recipient), "-inkey", openssl.key(recipient)};
    }
}
