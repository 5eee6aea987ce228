package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;

/** One signature of one identity: digests content, then makes the SignerInfo (RFC 5652 section 5.3). */
final class CmsSigner {
    private final SigningIdentity identity;
    private final SignatureScheme scheme;
    private final MessageDigest digest;

    private CmsSigner(SigningIdentity identity, SignatureScheme scheme, MessageDigest digest) {
        this.identity = identity;
        this.scheme = scheme;
        this.digest = digest;
    }

    static CmsSigner of(ProtectionStep.Sign step) throws ProtectionFailedException, GeneralSecurityException {
        SigningIdentity identity = step.identity();
        SignatureScheme scheme = SignatureScheme.of(identity.certificate().getPublicKey(), step.rsaSignature());
        return new CmsSigner(identity, scheme, Providers.digest(scheme.digest().jcaName()));
    }

    Sha2 digestAlgorithm() {
        return scheme.digest();
    }

    /** To be fed with the content. */
    MessageDigest digest() {
        return digest;
    }

    /** The digest algorithm as the one element of digestAlgorithms. */
    ASN1Set digestAlgorithms() {
        return new DERSet(scheme.digest().identifier());
    }

    /** The signer's certificate, its issuers but roots, and where to encrypt answers to. */
    ASN1Set certificates() throws GeneralSecurityException, IOException {
        ASN1EncodableVector encoded = new ASN1EncodableVector();
        for (X509Certificate certificate : certificatesToSend()) {
            encoded.add(ASN1Primitive.fromByteArray(certificate.getEncoded()));
        }
        return new DERSet(encoded);
    }

    /** The signature over what {@link #digest()} has seen, as the one element of signerInfos. */
    ASN1Set signerInfos() throws GeneralSecurityException, IOException, ProtectionFailedException {
        DERSet attributes = SignedAttributes.of(identity, digest.digest(), Instant.now());
        return new DERSet(new SignerInfo(
                new SignerIdentifier(Identifiers.issuerAndSerial(identity.certificate())),
                scheme.digest().identifier(),
                attributes,
                scheme.identifier(),
                new DEROctetString(sign(attributes.getEncoded(ASN1Encoding.DER))),
                (ASN1Set) null));
    }

    /** Checked before anybody sees it: a faulty RSA signature would give the private key away. */
    private byte[] sign(byte[] attributes) throws GeneralSecurityException, ProtectionFailedException {
        byte[] value = scheme.sign(identity.key(), attributes);
        if (!scheme.verify(identity.certificate().getPublicKey(), attributes, value)) {
            throw new ProtectionFailedException("signature does not verify with the certificate of " + identity);
        }
        return value;
    }

    private Set<X509Certificate> certificatesToSend() {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        certificates.add(identity.certificate());
        identity.chain().stream().filter(c -> !isRoot(c)).forEach(certificates::add);
        certificates.add(identity.encryptionCertificate());
        return certificates;
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
