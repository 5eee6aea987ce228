package org.smimegate.core.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.SignerIdentifier;

/** How CMS names a certificate: by issuer and serial number, or by subject key identifier. */
sealed interface CertificateId {
    /** Values of one RDN; Bouncy Castle sorts them when it encodes, and slowly. */
    int MOST_VALUES = 16;

    boolean matches(X509Certificate certificate);

    /** Those of the certificates that are meant; several may be, and none. */
    default List<X509Certificate> among(List<X509Certificate> certificates) {
        return certificates.stream().filter(this::matches).toList();
    }

    static CertificateId of(SignerIdentifier id) {
        return of(id.getId());
    }

    static CertificateId of(RecipientIdentifier id) {
        return of(id.getId());
    }

    static CertificateId of(KeyAgreeRecipientIdentifier id) {
        return id.getIssuerAndSerialNumber() != null
                ? of(id.getIssuerAndSerialNumber())
                : new ByKeyId(id.getRKeyID().getSubjectKeyIdentifier().getOctets());
    }

    private static CertificateId of(ASN1Encodable id) {
        return id instanceof ASN1OctetString keyId
                ? new ByKeyId(keyId.getOctets())
                : of(IssuerAndSerialNumber.getInstance(id));
    }

    static CertificateId of(IssuerAndSerialNumber id) {
        if (Arrays.stream(id.getName().getRDNs()).anyMatch(rdn -> rdn.size() > MOST_VALUES)) {
            throw new IllegalArgumentException("issuer name");
        }
        try {
            return new ByIssuerAndSerial(
                    new X500Principal(id.getName().getEncoded()),
                    id.getSerialNumber().getValue());
        } catch (IOException e) {
            throw new IllegalArgumentException("issuer name", e);
        }
    }

    record ByIssuerAndSerial(X500Principal issuer, BigInteger serial) implements CertificateId {
        @Override
        public boolean matches(X509Certificate certificate) {
            return certificate.getSerialNumber().equals(serial)
                    && certificate.getIssuerX500Principal().equals(issuer);
        }
    }

    /** @param keyId value of the certificate's extension (RFC 5280 section 4.2.1.2) */
    record ByKeyId(byte[] keyId) implements CertificateId {
        private static final String EXTENSION = "2.5.29.14";

        @Override
        public boolean matches(X509Certificate certificate) {
            byte[] extension = certificate.getExtensionValue(EXTENSION);
            return extension != null && Arrays.equals(keyId, inner(inner(extension)));
        }

        private static byte[] inner(byte[] octetString) {
            return ASN1OctetString.getInstance(octetString).getOctets();
        }
    }
}
