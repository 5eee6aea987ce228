package org.smimegate.core.cms;

import java.util.Optional;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureEvidence;

/**
 * What the cryptographic check of one SignerInfo showed.
 *
 * @param failure why the signature is not good in itself; empty says nothing of trust
 */
record CheckedSigner(Optional<Failure> failure, SignatureEvidence evidence) {
    record Failure(Reason reason, String detail) {}

    /** Digest and value fit, and no algorithm is weak. */
    boolean isGood() {
        return failure.isEmpty();
    }
}
