package org.smimegate.core.cms;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A private key that may open messages, named for the log. */
public record DecryptionKey(String alias, PrivateKey key, X509Certificate certificate) {
    @Override
    public String toString() {
        return "DecryptionKey[" + alias + "]";
    }
}
