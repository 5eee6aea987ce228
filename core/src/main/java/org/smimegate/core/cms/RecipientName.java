package org.smimegate.core.cms;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * How a message names one of those it is encrypted to (RFC 5652 section 6.2).
 *
 * @param issuer with {@code serial}: of the certificate; both empty if it is named otherwise
 * @param serial in hexadecimal digits
 * @param keyId the certificate's subject key identifier in hexadecimal digits
 * @param algorithm how the content key is encrypted, as a name or OID; for recipients without certificate, of what kind
 *     they are
 */
public record RecipientName(
        Optional<X500Principal> issuer, Optional<String> serial, Optional<String> keyId, String algorithm) {
    private static final int KEY_AGREEMENT = 1;
    private static final Map<Integer, String> WITHOUT_CERTIFICATE =
            Map.of(2, "symmetric key", 3, "password", 4, "recipient of another type");
    private static final Map<String, String> ALGORITHMS = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.1", "RSA PKCS#1 v1.5"),
            Map.entry("1.2.840.113549.1.1.7", "RSA-OAEP"),
            Map.entry("1.3.133.16.840.63.0.2", "ECDH, SHA-1"),
            Map.entry("1.3.132.1.11.0", "ECDH, SHA-224"),
            Map.entry("1.3.132.1.11.1", "ECDH, SHA-256"),
            Map.entry("1.3.132.1.11.2", "ECDH, SHA-384"),
            Map.entry("1.3.132.1.11.3", "ECDH, SHA-512"),
            Map.entry("1.2.840.113549.1.9.16.3.19", "ECDH, HKDF with SHA-256"),
            Map.entry("1.2.840.113549.1.9.16.3.20", "ECDH, HKDF with SHA-384"),
            Map.entry("1.2.840.113549.1.9.16.3.21", "ECDH, HKDF with SHA-512"));

    /** Those of one RecipientInfo; key agreement may name several. */
    static List<RecipientName> of(ASN1Primitive info) {
        if (!(info instanceof ASN1TaggedObject tagged)) {
            KeyTransRecipientInfo transport = KeyTransRecipientInfo.getInstance(info);
            CertificateId id = CertificateId.of(transport.getRecipientIdentifier());
            return List.of(named(id, name(transport.getKeyEncryptionAlgorithm())));
        }
        return tagged.getTagNo() == KEY_AGREEMENT
                ? agreed(KeyAgreeRecipientInfo.getInstance(tagged, false))
                : List.of(new RecipientName(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        WITHOUT_CERTIFICATE.getOrDefault(tagged.getTagNo(), "unknown")));
    }

    private static List<RecipientName> agreed(KeyAgreeRecipientInfo info) {
        List<RecipientName> names = new ArrayList<>();
        for (ASN1Encodable element : info.getRecipientEncryptedKeys()) {
            RecipientEncryptedKey wrapped = RecipientEncryptedKey.getInstance(element);
            names.add(named(CertificateId.of(wrapped.getIdentifier()), name(info.getKeyEncryptionAlgorithm())));
        }
        return names;
    }

    private static RecipientName named(CertificateId id, String algorithm) {
        if (id instanceof CertificateId.ByIssuerAndSerial named) {
            String serial = named.serial().toString(16);
            return new RecipientName(Optional.of(named.issuer()), Optional.of(serial), Optional.empty(), algorithm);
        }
        byte[] keyId = ((CertificateId.ByKeyId) id).keyId();
        return new RecipientName(
                Optional.empty(), Optional.empty(), Optional.of(HexFormat.of().formatHex(keyId)), algorithm);
    }

    private static String name(AlgorithmIdentifier algorithm) {
        String oid = algorithm.getAlgorithm().getId();
        return ALGORITHMS.getOrDefault(oid, oid);
    }
}
