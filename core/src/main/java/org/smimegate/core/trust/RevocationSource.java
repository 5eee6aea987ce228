package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * What is known of revoked certificates besides what a message brings. Asked on the mail path: every method answers at
 * once from memory, never from the network. Thread-safe.
 */
public interface RevocationSource {
    /** Nothing is known. */
    RevocationSource NONE = issuer -> List.of();

    /**
     * The lists (CRLs, RFC 5280 section 5) in which that name stands as issuer, deltas included; candidates only:
     * signature, scope and dates are checked by who asks.
     */
    Collection<RevocationList> listsOf(X500Principal issuer);

    /** What responders said of the certificate (OCSP, RFC 6960); candidates only, as the lists. */
    default Collection<OcspAnswer> answersOn(X509Certificate certificate, X509Certificate issuer) {
        return List.of();
    }

    /**
     * Told that nothing known says whether the certificate is revoked, so that it may be found out for the next time.
     * Both lie on a path that is good in every other respect.
     */
    default void missing(X509Certificate certificate, X509Certificate issuer) {}
}
