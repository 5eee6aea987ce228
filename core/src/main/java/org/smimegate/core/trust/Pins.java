package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** Certificates of others that an administrator vouches for. Thread-safe. */
public interface Pins {
    /** For whom the certificate is vouched; empty if for nobody, or if nobody can tell just now. */
    Optional<Coverage> of(X509Certificate certificate);

    /** Nobody vouches for anything. */
    static Pins none() {
        return certificate -> Optional.empty();
    }
}
