package org.smimegate.keys.harvest;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.trust.TrustDecision;

/**
 * Whether an offered certificate is let in (rule 12). Everything that is wrong with an offer must be let in by its own
 * switch: {@code onVerifyFailure} alone admits neither expired nor self-signed certificates.
 */
final class AdmissionRules {
    private final KeyOffer offer;
    private final TrustDecision trust;
    private final HarvestSettings settings;
    private final Instant at;

    private AdmissionRules(KeyOffer offer, TrustDecision trust, HarvestSettings settings, Instant at) {
        this.offer = offer;
        this.trust = trust;
        this.settings = settings;
        this.at = at;
    }

    /** @param trust the decision on encrypting to the offered certificate */
    static Admission judge(KeyOffer offer, TrustDecision trust, HarvestSettings settings, Instant at) {
        return new AdmissionRules(offer, trust, settings, at).judge();
    }

    private Admission judge() {
        if (isSomebodyElse() || isRevoked() || mustWaitForRevocation()) {
            return new Admission.Refused(trouble());
        }
        if (offer.isCertsOnly()) {
            return isTrusted() ? new Admission.Unsigned() : new Admission.Refused(trouble());
        }
        Set<Doubt> doubts = doubts();
        if (doubts.isEmpty()) {
            return new Admission.Verified();
        }
        String missing = doubts.stream()
                .filter(doubt -> !doubt.isLetInBy(settings))
                .map(Doubt::parameter)
                .collect(Collectors.joining(" and "));
        return missing.isEmpty()
                ? new Admission.Doubtful(trouble())
                : new Admission.Refused(trouble() + "; not kept without " + missing);
    }

    private boolean isSomebodyElse() {
        return offer.reason().equals(Optional.of(Reason.ADDRESS_MISMATCH));
    }

    /** Nobody shall approve by mistake what its issuer took back, or what a key says that may have been stolen. */
    private boolean isRevoked() {
        return reasons().anyMatch(Reason.REVOKED::equals);
    }

    /** Under {@code hard}: nobody knows today; the next message brings the certificate again. */
    private boolean mustWaitForRevocation() {
        return trust instanceof TrustDecision.Refused refused && refused.reason() == Reason.REVOCATION_UNKNOWN;
    }

    private Set<Doubt> doubts() {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        if (reasons().anyMatch(Reason.EXPIRED::equals) || hasExpired()) {
            doubts.add(Doubt.EXPIRED);
        }
        if (!isTrusted() && isSelfSigned()) {
            doubts.add(Doubt.SELF_SIGNED);
        }
        boolean failedWithoutReason = !passed() && offer.reason().isEmpty();
        if (failedWithoutReason || reasons().anyMatch(reason -> !isExplained(reason, doubts))) {
            doubts.add(Doubt.NOT_VERIFIED);
        }
        return doubts;
    }

    /** Whatever kept the signature from passing and the certificate from being trusted. */
    private Stream<Reason> reasons() {
        Stream<Reason> signature = passed() ? Stream.of() : offer.reason().stream();
        Stream<Reason> certificate =
                trust instanceof TrustDecision.Refused refused ? Stream.of(refused.reason()) : Stream.of();
        return Stream.concat(signature, certificate);
    }

    private static boolean isExplained(Reason reason, Set<Doubt> doubts) {
        return reason == Reason.EXPIRED || reason == Reason.UNTRUSTED && doubts.contains(Doubt.SELF_SIGNED);
    }

    private boolean passed() {
        return offer.signature().equals(Optional.of(SignatureResult.PASS));
    }

    private boolean isTrusted() {
        return !(trust instanceof TrustDecision.Refused);
    }

    private boolean hasExpired() {
        return offer.certificate().getNotAfter().toInstant().isBefore(at);
    }

    /** By its names: who only pretends to be self-signed gains nothing. */
    private boolean isSelfSigned() {
        X509Certificate certificate = offer.certificate();
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private String trouble() {
        List<String> trouble = new ArrayList<>();
        if (offer.signature().isPresent() && !passed()) {
            trouble.add("signature " + offer.signature().get().token()
                    + offer.reason().map(reason -> " (" + reason.token() + ")").orElse(""));
        }
        if (trust instanceof TrustDecision.Refused refused) {
            trouble.add("certificate " + refused.reason().token() + ": " + refused.detail());
        }
        return String.join("; ", trouble);
    }
}
