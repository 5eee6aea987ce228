package org.smimegate.core.cms;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** How we name certificates and keys in CMS. */
final class Identifiers {
    private Identifiers() {}

    /** Byte for byte the issuer of the certificate, which receivers compare. */
    static IssuerAndSerialNumber issuerAndSerial(X509Certificate certificate) {
        X500Name issuer =
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
        return new IssuerAndSerialNumber(issuer, certificate.getSerialNumber());
    }

    static boolean isX25519(PublicKey key) {
        return keyAlgorithm(key).getAlgorithm().equals(EdECObjectIdentifiers.id_X25519);
    }

    static AlgorithmIdentifier keyAlgorithm(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    }
}
