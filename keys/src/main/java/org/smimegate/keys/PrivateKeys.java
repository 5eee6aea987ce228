package org.smimegate.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** Reads private keys as the JDK's own objects. */
public final class PrivateKeys {
    /** Algorithm identifiers of private keys (RFC 8017, 5915, 8410) and the JDK's names. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "1.2.840.113549.1.1.1", "RSA",
            "1.2.840.113549.1.1.10", "RSASSA-PSS",
            "1.2.840.10045.2.1", "EC",
            "1.3.101.110", "X25519",
            "1.3.101.111", "X448",
            "1.3.101.112", "Ed25519",
            "1.3.101.113", "Ed448");

    private PrivateKeys() {}

    /**
     * The key of a PKCS#8 PrivateKeyInfo.
     *
     * @param place names the key in error messages
     */
    public static PrivateKey ofPkcs8(byte[] encoded, String place) throws KeyFileException {
        String algorithm = algorithm(encoded, place);
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new KeyFileException(
                    place + ": a private key that cannot be used: " + algorithm
                            + " (expected: RSA, EC on a NIST curve, Ed25519 or X25519)",
                    e);
        }
    }

    private static String algorithm(byte[] encoded, String place) throws KeyFileException {
        try {
            String oid = PrivateKeyInfo.getInstance(encoded)
                    .getPrivateKeyAlgorithm()
                    .getAlgorithm()
                    .getId();
            return ALGORITHMS.getOrDefault(oid, oid);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new KeyFileException(place + ": not a readable private key (expected: PKCS#8)", e);
        }
    }
}
