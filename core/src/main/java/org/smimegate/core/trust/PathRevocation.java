package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.trust.Diagnosis.Finding;

/** What revocation says against a chain, whatever else is wrong with it. */
record PathRevocation(RevocationChecking checking, TrustIndex index, PathJudge judge) {
    /**
     * That it is revoked; or, where that must be known, that nobody knows.
     *
     * @param unknown takes the certificates of which nobody knows
     */
    Optional<Finding> check(
            List<X509Certificate> path,
            Companions others,
            CertificateUse use,
            Instant at,
            Collection<X509Certificate> unknown) {
        try {
            ListSigners signers = new ListSigners(index, others.certificates(), judge);
            RevocationJudge revocations =
                    new RevocationJudge(listening(unknown), others.lists(), signers, judge.algorithms(), at);
            TrustDecision decision =
                    revocations.decide(List.of(path), checking.demanded().contains(use));
            return decision instanceof TrustDecision.Refused refused
                    ? Optional.of(new Finding(refused.reason(), refused.detail(), path.get(0)))
                    : Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            // The boundary for hostile certificates and lists, as in AnchoredTrust.
            Problem problem = Problem.malformed(e);
            return Optional.of(new Finding(problem.reason(), problem.detail(), path.get(0)));
        }
    }

    /** The source, but what is missing is written down here and not looked for. */
    private RevocationSource listening(Collection<X509Certificate> unknown) {
        RevocationSource source = checking.source();
        return new RevocationSource() {
            @Override
            public Collection<RevocationList> listsOf(X500Principal issuer) {
                return source.listsOf(issuer);
            }

            @Override
            public Collection<OcspAnswer> answersOn(X509Certificate certificate, X509Certificate issuer) {
                return source.answersOn(certificate, issuer);
            }

            @Override
            public void missing(X509Certificate certificate, X509Certificate issuer) {
                unknown.add(certificate);
            }
        };
    }
}
