package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.message.FromMailboxes;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.TrustDecision;

/** Rule 8: what a signature that is good in itself still needs to pass, first the path, then the author. */
final class SignerJudge {
    private final CertificateTrust trust;
    private final AlgorithmPolicy policy;
    private final FromMailboxes from;
    private final Instant at;

    /** @param from of the message as it came, never of anything inside */
    SignerJudge(CertificateTrust trust, AlgorithmPolicy policy, FromMailboxes from, Instant at) {
        this.trust = trust;
        this.policy = policy;
        this.from = from;
        this.at = at;
    }

    /** @param candidates certificates that may help to build a path */
    SignatureVerdict judge(CheckedSigner signer, List<X509Certificate> candidates) {
        SignatureEvidence evidence = speakingFor(signer.evidence());
        if (signer.failure().isPresent()) {
            CheckedSigner.Failure failure = signer.failure().get();
            return new SignatureVerdict.Rejected(failure.reason(), failure.detail(), evidence);
        }
        X509Certificate certificate = evidence.certificate().orElseThrow();
        TrustDecision decision = trust.check(certificate, candidates, CertificateUse.SIGNING, at);
        return verdict(decision, withChain(evidence, decision.chain()));
    }

    private SignatureVerdict verdict(TrustDecision decision, SignatureEvidence evidence) {
        boolean mayYetBeTrusted =
                !(decision instanceof TrustDecision.Refused refused) || refused.reason() == Reason.REVOCATION_UNKNOWN;
        if (mayYetBeTrusted && evidence.signer().isEmpty()) {
            return new SignatureVerdict.Rejected(Reason.ADDRESS_MISMATCH, mismatch(), evidence);
        }
        if (decision instanceof TrustDecision.Refused refused) {
            return new SignatureVerdict.Rejected(refused.reason(), refused.detail(), evidence);
        }
        return decision instanceof TrustDecision.RevocationUnknown unknown
                ? new SignatureVerdict.PassedUnchecked(evidence, unknown.detail())
                : new SignatureVerdict.Passed(evidence);
    }

    private SignatureEvidence speakingFor(SignatureEvidence evidence) {
        Optional<Address> signer = from.single()
                .filter(author -> evidence.certificate()
                        .filter(c -> Coverage.of(c, policy.domainCertificates()).covers(author))
                        .isPresent());
        return new SignatureEvidence(
                evidence.certificate(),
                evidence.chain(),
                evidence.digestAlgorithm(),
                evidence.signatureAlgorithm(),
                evidence.signingTime(),
                signer);
    }

    private static SignatureEvidence withChain(SignatureEvidence evidence, List<X509Certificate> chain) {
        return new SignatureEvidence(
                evidence.certificate(),
                chain,
                evidence.digestAlgorithm(),
                evidence.signatureAlgorithm(),
                evidence.signingTime(),
                evidence.signer());
    }

    private String mismatch() {
        return from.single()
                .map(author -> "the certificate does not speak for " + author)
                .orElse("the message has " + from.fields() + " From fields with " + from.mailboxes()
                        + " mailboxes (expected: one with one)");
    }
}
