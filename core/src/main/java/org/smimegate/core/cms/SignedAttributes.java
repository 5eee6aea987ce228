package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.smimegate.core.policy.ContentCipher;

/** The signed attributes of our signatures (RFC 8551 section 2.5). */
final class SignedAttributes {
    private static final byte[] CONTENT_TYPE = attribute(CMSAttributes.contentType, Identifiers.DATA);
    private static final byte[] MESSAGE_DIGEST = Der.of(CMSAttributes.messageDigest);
    private static final byte[] SIGNING_TIME = Der.of(CMSAttributes.signingTime);
    /** What we read, best first; all of {@link ContentCipher}, in its order. */
    private static final byte[] CAPABILITIES = attribute(SMIMEAttributes.smimeCapabilities, capabilities());

    private static final byte[] KEY_PREFERENCE = Der.of(SMIMEAttributes.encrypKeyPref);
    private static final byte[] SIGNING_CERTIFICATE = Der.of(PKCSObjectIdentifiers.id_aa_signingCertificateV2);

    private SignedAttributes() {}

    /** A SET OF Attribute, which is what is signed (RFC 5652 section 5.4). */
    static byte[] of(SigningIdentity identity, byte[] contentDigest, Instant signingTime)
            throws GeneralSecurityException {
        return Der.setOf(
                CONTENT_TYPE,
                attribute(MESSAGE_DIGEST, Der.octets(contentDigest)),
                attribute(SIGNING_TIME, Der.time(signingTime)),
                CAPABILITIES,
                attribute(KEY_PREFERENCE, keyOf(identity.encryptionCertificate())),
                attribute(SIGNING_CERTIFICATE, signedBy(identity.certificate())));
    }

    /** The choice issuerAndSerialNumber of SMIMEEncryptionKeyPreference (RFC 8551 section 2.5.3). */
    private static byte[] keyOf(X509Certificate certificate) {
        return Der.retagged(0, Identifiers.issuerAndSerial(certificate));
    }

    /** A SigningCertificateV2: binds the certificate to the signature, so that none can be exchanged for it (RFC 5035). */
    private static byte[] signedBy(X509Certificate certificate) throws GeneralSecurityException {
        byte[] hash = Providers.digest("SHA-256").digest(certificate.getEncoded());
        byte[] certificateId = Der.sequence(Der.octets(hash));
        return Der.sequence(Der.sequence(certificateId));
    }

    private static byte[] capabilities() {
        return Der.sequence(Arrays.stream(ContentCipher.values())
                .map(cipher -> Der.sequence(Der.of(new ASN1ObjectIdentifier(cipher.oid()))))
                .toArray(byte[][]::new));
    }

    private static byte[] attribute(ASN1ObjectIdentifier type, byte[] value) {
        return attribute(Der.of(type), value);
    }

    private static byte[] attribute(byte[] type, byte[] value) {
        return Der.sequence(type, Der.setOf(value));
    }
}
