package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.policy.AlgorithmPolicy;

/**
 * Trust in a certificate that an administrator vouches for. The pin replaces the path and nothing else: dates, key,
 * critical extensions and usage are checked as for any other (rule 13). To encrypt to it, it may say that it is a CA,
 * as self-signed certificates of common tools do by default; to sign it may not (rule 8).
 */
public final class PinnedTrust implements CertificateTrust {
    private final AlgorithmRules algorithms;

    public PinnedTrust(AlgorithmPolicy policy) {
        this.algorithms = new AlgorithmRules(policy);
    }

    @Override
    public TrustDecision check(X509Certificate certificate, Companions others, CertificateUse use, Instant at) {
        try {
            X509Certificate pinned = TrustIndex.own(certificate).orElseThrow();
            return problem(pinned, use, at)
                    .<TrustDecision>map(p -> p.refuse(List.of(pinned)))
                    .orElseGet(() -> new TrustDecision.Trusted(List.of(pinned)));
        } catch (RuntimeException | StackOverflowError e) {
            return Problem.malformed(e).refuse(List.of());
        }
    }

    private Optional<Problem> problem(X509Certificate pinned, CertificateUse use, Instant at) {
        return algorithms
                .checkKey(pinned)
                .or(() -> IssuerRules.checkCritical(pinned))
                .or(() -> use == CertificateUse.SIGNING
                        ? LeafRules.check(pinned, use)
                        : LeafRules.checkUsage(pinned, use))
                .or(() -> DateRules.check(List.of(pinned), at));
    }
}
