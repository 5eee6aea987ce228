package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.smimegate.core.message.FromMailboxes;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Companions;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.PinnedTrust;
import org.smimegate.core.trust.Pins;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.core.trust.VouchedTrust;

/** Rule 8: what a signature that is good in itself still needs to pass: a path, or a pin, and the author. */
final class SignerJudge {
    private final CertificateTrust trust;
    private final Pins pins;
    private final AlgorithmPolicy policy;
    private final FromMailboxes from;
    private final Instant at;

    /**
     * @param pins asked only about signers whom {@code trust} does not believe, or who speak for others
     * @param from of the message as it came, never of anything inside
     */
    SignerJudge(CertificateTrust trust, Pins pins, AlgorithmPolicy policy, FromMailboxes from, Instant at) {
        this.trust = trust;
        this.pins = pins;
        this.policy = policy;
        this.from = from;
        this.at = at;
    }

    /** @param companions what came along in the message */
    SignatureVerdict judge(CheckedSigner signer, Companions companions) {
        SignatureEvidence evidence = signer.evidence();
        Optional<Address> covered = author(evidence, c -> Coverage.of(c, policy.domainCertificates()));
        if (signer.failure().isPresent()) {
            CheckedSigner.Failure failure = signer.failure().get();
            SignatureEvidence claimed = evidence.speakingFor(covered);
            return new SignatureVerdict.Rejected(failure.reason(), failure.detail(), claimed);
        }
        X509Certificate certificate = evidence.certificate().orElseThrow();
        TrustDecision decision = trust.check(certificate, companions, CertificateUse.SIGNING, at);
        SignatureVerdict anchored =
                verdict(decision, withTrust(evidence, decision).speakingFor(covered));
        return anchored.result() == SignatureResult.PASS
                ? anchored
                : pinned(evidence, companions).orElse(anchored);
    }

    /** The verdict on a certificate that an administrator vouches for as the author's; empty if none does. */
    private Optional<SignatureVerdict> pinned(SignatureEvidence evidence, Companions companions) {
        Optional<Address> owner = author(evidence, c -> pins.of(c).orElse(Coverage.none()));
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        X509Certificate certificate = evidence.certificate().orElseThrow();
        TrustDecision decision = new VouchedTrust(trust, new PinnedTrust(policy))
                .check(certificate, companions, CertificateUse.SIGNING, at);
        return Optional.of(verdict(decision, withTrust(evidence, decision).speakingFor(owner)));
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

    /** The one author, if the signer's certificate is for that address. */
    private Optional<Address> author(SignatureEvidence evidence, Function<X509Certificate, Coverage> coverage) {
        return from.single()
                .filter(author -> evidence.certificate()
                        .filter(c -> coverage.apply(c).covers(author))
                        .isPresent());
    }

    private static SignatureEvidence withTrust(SignatureEvidence evidence, TrustDecision decision) {
        return evidence.judged(
                decision.chain(), decision instanceof TrustDecision.Trusted trusted ? trusted.revocation() : "");
    }

    private String mismatch() {
        return from.single()
                .map(author -> "the certificate does not speak for " + author)
                .orElse("the message has " + from.fields() + " From fields with " + from.mailboxes()
                        + " mailboxes (expected: one with one)");
    }
}
