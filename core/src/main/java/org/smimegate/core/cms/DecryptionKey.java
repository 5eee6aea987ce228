package org.smimegate.core.cms;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A private key that may open messages.
 *
 * @param alias names it in the log
 * @param key kept as the object of the provider that computes with it
 */
public record DecryptionKey(String alias, PrivateKey key, X509Certificate certificate) {
    public DecryptionKey {
        key = Providers.ownOf(certificate, key);
    }

    @Override
    public String toString() {
        return "DecryptionKey[" + alias + "]";
    }
}
