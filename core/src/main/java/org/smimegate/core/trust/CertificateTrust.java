package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;

/** Decides whether a certificate is believed. Thread-safe; never throws for a bad certificate. */
public interface CertificateTrust {
    /**
     * Path to an anchor, dates, algorithms and leaf rules (rules 8, 9 and 13); not whom it speaks for.
     *
     * @param others what came along
     */
    TrustDecision check(X509Certificate certificate, Companions others, CertificateUse use, Instant at);

    /** As {@link #check(X509Certificate, Companions, CertificateUse, Instant)}, where no revocation lists came along. */
    default TrustDecision check(
            X509Certificate certificate, Collection<X509Certificate> others, CertificateUse use, Instant at) {
        return check(certificate, Companions.of(others), use, at);
    }
}
