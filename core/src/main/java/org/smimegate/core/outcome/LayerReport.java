package org.smimegate.core.outcome;

import java.util.List;
import java.util.Optional;

/**
 * What was found at one layer.
 *
 * @param decryption present for encrypted layers only
 * @param signatures one verdict for each SignerInfo, in the order of the message; empty for other layers
 * @param problem a reason that concerns the layer as a whole (malformed, limit-exceeded, no-signer, partially-signed ...)
 * @param algorithm content cipher, compression or digest, as a name or OID; empty if unknown
 * @param detail plain words for the log and {@code open}; may be empty
 */
public record LayerReport(
        Layer layer,
        Optional<Decryption> decryption,
        List<SignatureVerdict> signatures,
        Optional<Reason> problem,
        String algorithm,
        String detail) {

    public LayerReport {
        signatures = List.copyOf(signatures);
    }
}
