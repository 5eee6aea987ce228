package org.smimegate.core.cms;

import java.util.Map;
import java.util.Optional;

/**
 * Digests that can be computed, also those that no signature may pass with: so a broken signature is told from a weak
 * one. What may pass is the policy's to say.
 */
final class DigestNames {
    private static final Map<String, String> KNOWN = Map.of(
            "1.2.840.113549.2.5", "MD5",
            "1.3.14.3.2.26", "SHA-1",
            "2.16.840.1.101.3.4.2.4", "SHA-224",
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512",
            "2.16.840.1.101.3.4.2.8", "SHA3-256",
            "2.16.840.1.101.3.4.2.9", "SHA3-384",
            "2.16.840.1.101.3.4.2.10", "SHA3-512");

    private DigestNames() {}

    /** JCA name of a digest; empty if it cannot be computed. */
    static Optional<String> of(String oid) {
        return Optional.ofNullable(KNOWN.get(oid));
    }
}
