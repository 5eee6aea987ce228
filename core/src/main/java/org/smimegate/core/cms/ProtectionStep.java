package org.smimegate.core.cms;

import java.util.List;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;

/** One layer to put around a message. */
public sealed interface ProtectionStep {
    record Sign(SigningIdentity identity, SigningMode mode) implements ProtectionStep {}

    /** Equal certificates give one RecipientInfo. */
    record Encrypt(List<EncryptionRecipient> recipients, ContentCipher cipher, KeyTransport keyTransport)
            implements ProtectionStep {
        public Encrypt {
            recipients = List.copyOf(recipients);
            if (recipients.isEmpty()) {
                throw new IllegalArgumentException("encrypt: no recipients (expected: at least one)");
            }
        }
    }
}
