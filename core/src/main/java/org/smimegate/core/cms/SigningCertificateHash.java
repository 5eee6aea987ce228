package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * The hash of the signer's certificate in a signing-certificate attribute: the first one that it names (RFC 5035).
 *
 * @param digest JCA name; empty for one that we do not know
 */
record SigningCertificateHash(Optional<String> digest, byte[] hash) {

    /** True for every other attribute, and for one that names this certificate. */
    static boolean admits(Attribute attribute, X509Certificate certificate) throws GeneralSecurityException {
        ASN1ObjectIdentifier type = attribute.getAttrType();
        boolean first = type.equals(PKCSObjectIdentifiers.id_aa_signingCertificate);
        if (!first && !type.equals(PKCSObjectIdentifiers.id_aa_signingCertificateV2)) {
            return true;
        }
        ASN1Encodable value = attribute.getAttrValues().getObjectAt(0);
        return (first ? version1(value) : version2(value)).isOf(certificate);
    }

    private static SigningCertificateHash version1(ASN1Encodable value) {
        return new SigningCertificateHash(
                Optional.of("SHA-1"),
                SigningCertificate.getInstance(value).getCerts()[0].getCertHash());
    }

    private static SigningCertificateHash version2(ASN1Encodable value) {
        ESSCertIDv2 named = SigningCertificateV2.getInstance(value).getCerts()[0];
        String oid = named.getHashAlgorithm().getAlgorithm().getId();
        return new SigningCertificateHash(DigestNames.of(oid), named.getCertHash());
    }

    private boolean isOf(X509Certificate certificate) throws GeneralSecurityException {
        return digest.isPresent()
                && MessageDigest.isEqual(hash, Providers.digest(digest.get()).digest(certificate.getEncoded()));
    }
}
