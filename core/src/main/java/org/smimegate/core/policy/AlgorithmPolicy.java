package org.smimegate.core.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The algorithms that the gateway accepts, one immutable object named by year. Algorithms are object identifiers in
 * dotted form.
 *
 * @param year the policy's name in smime.xml
 * @param legacyRead whether old content ciphers (3DES, RC2) may be opened
 * @param domainCertificates whether a dNSName speaks for all addresses of its domain
 * @param digests digest OID to JCA name, for signatures that may pass
 * @param curves OIDs of the elliptic curves that keys may lie on, to their names; always named, never by parameters
 * @param legacyContentCiphers content cipher OIDs that are opened only if {@code legacyRead}
 * @param minRsaBits least RSA modulus of a signature that may pass or a key to encrypt to
 * @param maxRsaBits largest RSA modulus that is computed with
 */
public record AlgorithmPolicy(
        int year,
        boolean legacyRead,
        boolean domainCertificates,
        Map<String, String> digests,
        Map<String, String> curves,
        Set<String> legacyContentCiphers,
        int minRsaBits,
        int maxRsaBits) {

    private static final Map<String, String> SHA2 = Map.of(
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512",
            "2.16.840.1.101.3.4.2.8", "SHA3-256",
            "2.16.840.1.101.3.4.2.9", "SHA3-384",
            "2.16.840.1.101.3.4.2.10", "SHA3-512");

    /**
     * What the JDK computes and every client reads. The Brainpool curves are not among them: the JDK dropped them, so
     * no path with them could be checked.
     */
    private static final Map<String, String> CURVES = Map.of(
            "1.2.840.10045.3.1.7", "P-256",
            "1.3.132.0.34", "P-384",
            "1.3.132.0.35", "P-521",
            "1.3.101.112", "Ed25519",
            "1.3.101.110", "X25519");

    /** DES-EDE3-CBC and RC2-CBC. */
    private static final Set<String> LEGACY_CIPHERS = Set.of("1.2.840.113549.3.7", "1.2.840.113549.3.2");

    public AlgorithmPolicy {
        digests = Map.copyOf(digests);
        curves = Map.copyOf(curves);
        legacyContentCiphers = Set.copyOf(legacyContentCiphers);
    }

    /** The policy of 2026: SHA-2 and SHA-3, RSA from 2048 bits. */
    public static AlgorithmPolicy year2026(boolean legacyRead, boolean domainCertificates) {
        return new AlgorithmPolicy(2026, legacyRead, domainCertificates, SHA2, CURVES, LEGACY_CIPHERS, 2048, 8192);
    }

    /** The JCA name of a digest whose signatures may pass; empty for a weak or unknown one. */
    public Optional<String> digestName(String oid) {
        return Optional.ofNullable(digests.get(oid));
    }

    /** The name of a curve that keys may lie on; empty for any other. */
    public Optional<String> curveName(String oid) {
        return Optional.ofNullable(curves.get(oid));
    }
}
