package org.smimegate.core.cms;

import java.util.List;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;

/** One layer to put around a message. */
public sealed interface ProtectionStep {
    /** A detached signature becomes an opaque one if the content cannot be made fit for 7-bit transports. */
    record Sign(SigningIdentity identity, SigningMode mode, RsaSignature rsaSignature) implements ProtectionStep {
        public Sign(SigningIdentity identity, SigningMode mode) {
            this(identity, mode, RsaSignature.PKCS1);
        }
    }

    /**
     * Equal certificates give one RecipientInfo.
     *
     * @param keyTransport for RSA keys; EC and X25519 keys always use key agreement
     */
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
