package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.Set;
import org.smimegate.core.policy.ContentCipher;

/**
 * To whom is encrypted: a certificate and what its owner's client is known to read.
 *
 * @param capabilities ciphers from SMIMECapabilities of a passed signature; empty if none known
 */
public record EncryptionRecipient(X509Certificate certificate, Set<ContentCipher> capabilities) {
    public EncryptionRecipient {
        capabilities = Set.copyOf(capabilities);
    }
}
