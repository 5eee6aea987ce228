package org.smimegate.core.cms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.testing.TestIdentity;

/** Short ways to protected messages. */
final class Protecting {
    private Protecting() {}

    static byte[] protect(String message, ProtectionStep... steps) throws Exception {
        return protect(message.getBytes(StandardCharsets.UTF_8), steps);
    }

    static byte[] protect(byte[] message, ProtectionStep... steps) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MessageProtector().protect(RawMessage.scan(MessageSource.of(message)), List.of(steps), out);
        return out.toByteArray();
    }

    static SigningIdentity signer(TestIdentity identity) {
        return new SigningIdentity(
                identity.key(), identity.certificate(), identity.intermediates(), identity.certificate());
    }

    static ProtectionStep encrypt(ContentCipher cipher, KeyTransport transport, TestIdentity... recipients) {
        return new ProtectionStep.Encrypt(
                Arrays.stream(recipients).map(Protecting::recipient).toList(), cipher, transport);
    }

    static EncryptionRecipient recipient(TestIdentity identity) {
        return new EncryptionRecipient(identity.certificate(), Set.of());
    }

    /** Lines with CRLF. */
    static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
