package org.smimegate.core.trust;

import java.util.Set;

/**
 * Whether revocation is looked at, and what it means if it cannot be found out.
 *
 * @param demanded uses for which unknown revocation is a refusal ({@code hard}); for the others it is a
 *     {@link TrustDecision.RevocationUnknown} ({@code soft})
 */
public record RevocationChecking(RevocationSource source, Set<CertificateUse> demanded) {
    public RevocationChecking {
        demanded = Set.copyOf(demanded);
    }
}
