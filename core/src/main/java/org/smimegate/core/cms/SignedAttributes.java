package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.smimegate.core.policy.ContentCipher;

/** The signed attributes of our signatures (RFC 8551 section 2.5). */
final class SignedAttributes {
    /** What we read, best first; all of {@link ContentCipher}, in its order. */
    private static final Attribute CAPABILITIES = capabilities();

    private SignedAttributes() {}

    static DERSet of(SigningIdentity identity, byte[] contentDigest, Instant signingTime)
            throws GeneralSecurityException {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
        attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString(contentDigest)));
        attributes.add(attribute(CMSAttributes.signingTime, new Time(Date.from(signingTime))));
        attributes.add(CAPABILITIES);
        attributes.add(new SMIMEEncryptionKeyPreferenceAttribute(
                Identifiers.issuerAndSerial(identity.encryptionCertificate())));
        attributes.add(attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, signedBy(identity.certificate())));
        return new DERSet(attributes);
    }

    /** Binds the certificate to the signature, so that none can be exchanged for it (RFC 5035). */
    private static SigningCertificateV2 signedBy(X509Certificate certificate) throws GeneralSecurityException {
        byte[] hash = Providers.digest("SHA-256").digest(certificate.getEncoded());
        return new SigningCertificateV2(new ESSCertIDv2(hash));
    }

    private static Attribute capabilities() {
        ASN1EncodableVector ciphers = new ASN1EncodableVector();
        for (ContentCipher cipher : ContentCipher.values()) {
            ciphers.add(new DERSequence(new ASN1ObjectIdentifier(cipher.oid())));
        }
        return attribute(SMIMEAttributes.smimeCapabilities, new DERSequence(ciphers));
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }
}
