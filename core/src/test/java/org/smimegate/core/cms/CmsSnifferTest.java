package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smimegate.core.cms.Protecting.encrypt;
import static org.smimegate.core.cms.Protecting.lines;
import static org.smimegate.core.cms.Protecting.protect;
import static org.smimegate.core.cms.Protecting.signer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** What a message is, whatever its header says. */
class CmsSnifferTest {
    private static final String MESSAGE = lines("From: bob@example.org", "Content-Type: text/plain", "", "Hello");

    private final TestIdentity bob = TestPki.shared().good("bob@example.org");

    @ParameterizedTest
    @CsvSource({"DETACHED, CLEAR_SIGNED", "OPAQUE, SIGNED_DATA"})
    void shouldSeeTheSignature_whenSigned(SigningMode mode, Layer layer) throws Exception {
        assertThat(layerOf(signed(mode))).contains(layer);
    }

    @ParameterizedTest
    @CsvSource({"AES_256_CBC, ENVELOPED_DATA", "AES_128_GCM, AUTH_ENVELOPED_DATA"})
    void shouldSeeTheEncryption_whenEncrypted(ContentCipher cipher, Layer layer) throws Exception {
        assertThat(layerOf(encrypted(cipher))).contains(layer);
    }

    /** RFC 8551 section 3.10: old and careless senders. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-pkcs7-mime",
                "APPLICATION/PKCS7-MIME; smime-type=signed-data",
                "application/octet-stream; name=smime.p7m"
            })
    void shouldBelieveTheContent_whenTypeIsOddOrWrong(String type) throws Exception {
        String message = encrypted(ContentCipher.AES_256_CBC)
                .replaceFirst("Content-Type: .*\r\n .*\r\n", "Content-Type: " + type + "\r\n");

        assertThat(layerOf(message)).contains(Layer.ENVELOPED_DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/octet-stream; name=a.bin",
                "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b",
                "multipart/signed; protocol=\"application/pgp-signature\"; boundary=b"
            })
    void shouldSeeNothing_whenSmimeIsNotAnnounced(String type) throws Exception {
        assertThat(layerOf(lines("From: bob@example.org", "Content-Type: " + type, "", "--b", "", "x", "--b--")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/pkcs7-mime; smime-type=enveloped-data", "application/octet-stream; name=a.p7m"})
    void shouldRefuse_whenContentIsNoCms(String type) {
        assertUnreadable(lines("From: bob@example.org", "Content-Type: " + type, "", "Trust me, I am encrypted."));
    }

    @Test
    void shouldRefuse_whenSecondPartIsNoSignature() throws Exception {
        String message = signed(SigningMode.DETACHED);
        int signature = message.indexOf("\r\n\r\nMI") + 4;

        assertUnreadable(message.substring(0, signature) + "AAAA" + message.substring(signature + 4));
    }

    @Test
    void shouldRefuse_whenSignaturePartIsMissing() {
        assertUnreadable(lines(
                "From: bob@example.org",
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b",
                "",
                "--b",
                "",
                "Hello",
                "--b--"));
    }

    /** The second part holds content of its own: which of the two is signed? */
    @Test
    void shouldRefuse_whenDetachedSignatureHasContent() throws Exception {
        String opaque = signed(SigningMode.OPAQUE);
        String detached = signed(SigningMode.DETACHED);
        int start = detached.indexOf("\r\n\r\nMI") + 4;
        int end = detached.indexOf("\r\n--", start);

        assertUnreadable(detached.substring(0, start)
                + opaque.substring(opaque.indexOf("\r\n\r\n") + 4).strip()
                + detached.substring(end));
    }

    @Test
    void shouldRefuse_whenSignatureIsCutOff() throws Exception {
        String opaque = signed(SigningMode.OPAQUE);

        assertUnreadable(opaque.substring(0, opaque.length() - 200));
    }

    private String signed(SigningMode mode) throws Exception {
        return text(protect(MESSAGE, new ProtectionStep.Sign(signer(bob), mode)));
    }

    private String encrypted(ContentCipher cipher) throws Exception {
        return text(protect(MESSAGE, encrypt(cipher, KeyTransport.RSA_OAEP, bob)));
    }

    private static void assertUnreadable(String message) {
        assertThatThrownBy(() -> layerOf(message)).isInstanceOf(UnreadableMessageException.class);
    }

    private static Optional<Layer> layerOf(String message) throws IOException, UnreadableMessageException {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        return CmsSniffer.outerLayer(RawMessage.scan(MessageSource.of(bytes)));
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }
}
