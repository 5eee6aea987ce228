package org.smimegate.core.trust;

import org.bouncycastle.asn1.x509.ReasonFlags;
import org.jspecify.annotations.Nullable;

/** The reasons for revocation that a list covers (ReasonFlags of RFC 5280 section 4.2.1.13). */
record ReasonMask(int bits) {
    static final ReasonMask NONE = new ReasonMask(0);
    static final ReasonMask ALL = new ReasonMask(ReasonFlags.keyCompromise
            | ReasonFlags.cACompromise
            | ReasonFlags.affiliationChanged
            | ReasonFlags.superseded
            | ReasonFlags.cessationOfOperation
            | ReasonFlags.certificateHold
            | ReasonFlags.privilegeWithdrawn
            | ReasonFlags.aACompromise);

    /** Absent flags stand for all reasons. */
    static ReasonMask of(@Nullable ReasonFlags flags) {
        return flags == null ? ALL : new ReasonMask(flags.intValue()).and(ALL);
    }

    ReasonMask and(ReasonMask other) {
        return new ReasonMask(bits & other.bits);
    }

    ReasonMask or(ReasonMask other) {
        return new ReasonMask(bits | other.bits);
    }

    boolean isAll() {
        return equals(ALL);
    }
}
