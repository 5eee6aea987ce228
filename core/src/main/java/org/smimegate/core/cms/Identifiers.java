package org.smimegate.core.cms;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** How we name certificates and keys in CMS. */
final class Identifiers {
    /** The content type of a MIME entity (RFC 8551 section 2.4.1), in DER. */
    static final byte[] DATA = Der.of(CMSObjectIdentifiers.data);

    private Identifiers() {}

    /** An IssuerAndSerialNumber with byte for byte the issuer of the certificate, which receivers compare. */
    static byte[] issuerAndSerial(X509Certificate certificate) {
        return Der.sequence(
                certificate.getIssuerX500Principal().getEncoded(), Der.integer(certificate.getSerialNumber()));
    }

    static boolean isX25519(PublicKey key) {
        return keyAlgorithm(key).getAlgorithm().equals(EdECObjectIdentifiers.id_X25519);
    }

    static AlgorithmIdentifier keyAlgorithm(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    }
}
