package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.smimegate.core.outcome.Reason;

/**
 * Trust in a certificate that an administrator vouches for, as long as its issuer does not object. The pin replaces the
 * path, never what the issuer has said of the certificate since (rule 13): if a path leads to it, revocation counts as
 * for any other. Without a path nobody's word on revocation could be believed, and the pin alone decides.
 */
public final class VouchedTrust implements CertificateTrust {
    private final CertificateTrust path;
    private final CertificateTrust pin;

    /**
     * @param path judges certificates by their path
     * @param pin judges them without, see {@link PinnedTrust}
     */
    public VouchedTrust(CertificateTrust path, CertificateTrust pin) {
        this.path = path;
        this.pin = pin;
    }

    @Override
    public TrustDecision check(X509Certificate certificate, Companions others, CertificateUse use, Instant at) {
        TrustDecision byPath = path.check(certificate, others, use, at);
        return isObjectedTo(byPath) ? byPath : joined(pin.check(certificate, others, use, at), byPath);
    }

    /** What cannot be judged for what came along with it might be revoked. */
    private static boolean isObjectedTo(TrustDecision decision) {
        return decision instanceof TrustDecision.Refused refused
                && Set.of(Reason.REVOKED, Reason.REVOCATION_UNKNOWN, Reason.MALFORMED)
                        .contains(refused.reason());
    }

    private static TrustDecision joined(TrustDecision byPin, TrustDecision byPath) {
        if (!(byPin instanceof TrustDecision.Trusted)) {
            return byPin;
        }
        if (byPath instanceof TrustDecision.RevocationUnknown unknown) {
            return new TrustDecision.RevocationUnknown(byPin.chain(), unknown.detail());
        }
        return byPath instanceof TrustDecision.Trusted trusted
                ? new TrustDecision.Trusted(byPin.chain(), trusted.revocation())
                : byPin;
    }
}
