package org.smimegate.core.cms;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.pkcs.RC2CBCParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * A content cipher that we can read.
 *
 * @param name as in smime.xml, for reports
 * @param keyType JCA name of the key
 * @param keyBytes length of the content key
 * @param transformation JCA name; for GCM that of the counter mode inside it
 * @param start the initialisation vector with what else the cipher needs
 */
record ContentAlgorithm(
        String name, String keyType, int keyBytes, String transformation, AlgorithmParameterSpec start) {
    private static final String TRIPLE_DES = "1.2.840.113549.3.7";
    private static final String RC2 = "1.2.840.113549.3.2";
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;

    private static final Map<String, Integer> AES_CBC = Map.of(
            "2.16.840.1.101.3.4.1.2", 128,
            "2.16.840.1.101.3.4.1.22", 192,
            "2.16.840.1.101.3.4.1.42", 256);
    private static final Map<String, Integer> AES_GCM = Map.of(
            "2.16.840.1.101.3.4.1.6", 128,
            "2.16.840.1.101.3.4.1.26", 192,
            "2.16.840.1.101.3.4.1.46", 256);

    /** RC2ParameterVersion to effective key bits (RFC 2268 section 6), as far as old mail clients used them. */
    private static final Map<Integer, Integer> RC2_BITS = Map.of(160, 40, 120, 64, 58, 128);

    static boolean isGcm(AlgorithmIdentifier algorithm) {
        return AES_GCM.containsKey(algorithm.getAlgorithm().getId());
    }

    /** A name for reports; the object identifier of what we do not know. */
    static String nameOf(AlgorithmIdentifier algorithm) {
        String oid = algorithm.getAlgorithm().getId();
        return Optional.ofNullable(AES_CBC.get(oid))
                .map(bits -> "AES-" + bits + "-CBC")
                .or(() -> Optional.ofNullable(AES_GCM.get(oid)).map(bits -> "AES-" + bits + "-GCM"))
                .orElse(oid.equals(TRIPLE_DES) ? "DES-EDE3-CBC" : oid.equals(RC2) ? "RC2-CBC" : oid);
    }

    /** @throws UnreadableMessageException no such cipher, or parameters that it does not have */
    static ContentAlgorithm of(AlgorithmIdentifier algorithm) throws UnreadableMessageException {
        String oid = algorithm.getAlgorithm().getId();
        if (AES_CBC.containsKey(oid)) {
            IvParameterSpec iv = new IvParameterSpec(octets(algorithm, 16));
            return new ContentAlgorithm(nameOf(algorithm), "AES", AES_CBC.get(oid) / 8, "AES/CBC/PKCS5Padding", iv);
        }
        if (AES_GCM.containsKey(oid)) {
            return gcm(algorithm, AES_GCM.get(oid) / 8);
        }
        if (oid.equals(TRIPLE_DES)) {
            IvParameterSpec iv = new IvParameterSpec(octets(algorithm, 8));
            return new ContentAlgorithm(nameOf(algorithm), "DESede", 24, "DESede/CBC/PKCS5Padding", iv);
        }
        if (oid.equals(RC2)) {
            return rc2(algorithm);
        }
        throw UnreadableMessageException.malformed("content cipher: " + oid);
    }

    /** RFC 5084 section 3.2; rule 10: the whole tag, and the nonce of 12 octets that everybody writes. */
    private static ContentAlgorithm gcm(AlgorithmIdentifier algorithm, int keyBytes) throws UnreadableMessageException {
        GCMParameters parameters = GCMParameters.getInstance(algorithm.getParameters());
        if (parameters == null || parameters.getNonce().length != NONCE_BYTES) {
            throw UnreadableMessageException.malformed("gcm: nonce (expected: 12 octets)");
        }
        return new ContentAlgorithm(
                nameOf(algorithm), "AES", keyBytes, "AES/CTR/NoPadding", new IvParameterSpec(parameters.getNonce()));
    }

    /** Whether the tag is as long as it can be; shorter ones are a downgrade. */
    static boolean hasWholeTag(AlgorithmIdentifier gcm) {
        GCMParameters parameters = GCMParameters.getInstance(gcm.getParameters());
        return parameters != null && parameters.getIcvLen() == TAG_BYTES;
    }

    private static ContentAlgorithm rc2(AlgorithmIdentifier algorithm) throws UnreadableMessageException {
        RC2CBCParameter parameters = RC2CBCParameter.getInstance(algorithm.getParameters());
        Integer bits = RC2_BITS.get(parameters.getRC2ParameterVersion().intValueExact());
        if (bits == null || parameters.getIV().length != 8) {
            throw UnreadableMessageException.malformed("rc2: parameters");
        }
        RC2ParameterSpec start = new RC2ParameterSpec(bits, parameters.getIV());
        return new ContentAlgorithm(nameOf(algorithm), "RC2", bits / 8, "RC2/CBC/PKCS5Padding", start);
    }

    private static byte[] octets(AlgorithmIdentifier algorithm, int length) throws UnreadableMessageException {
        byte[] octets = ASN1OctetString.getInstance(algorithm.getParameters()).getOctets();
        if (octets.length != length) {
            throw UnreadableMessageException.malformed("content cipher: initialisation vector of " + octets.length);
        }
        return octets;
    }
}
