package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One signature of one identity: digests content, then makes the SignerInfo (RFC 5652 section 5.3). */
final class CmsSigner {
    /** Of a SignerInfo that names its signer by issuer and serial number, and of a SignedData of such, around data. */
    static final byte[] VERSION = Der.integer(1);

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
    byte[] digestAlgorithms() {
        return Der.setOf(scheme.digest().encodedIdentifier());
    }

    /** The field certificates: the signer's, its issuers but roots, and where to encrypt answers to. */
    byte[] certificates() throws GeneralSecurityException {
        List<byte[]> encoded = new ArrayList<>();
        for (X509Certificate certificate : certificatesToSend()) {
            encoded.add(certificate.getEncoded());
        }
        return Der.retagged(0, Der.setOf(encoded.toArray(byte[][]::new)));
    }

    /** The signature over what {@link #digest()} has seen, as the one element of signerInfos. */
    byte[] signerInfos() throws GeneralSecurityException, ProtectionFailedException {
        byte[] attributes = SignedAttributes.of(identity, digest.digest(), Instant.now());
        return Der.setOf(Der.sequence(
                VERSION,
                Identifiers.issuerAndSerial(identity.certificate()),
                scheme.digest().encodedIdentifier(),
                Der.retagged(0, attributes),
                Der.of(scheme.identifier()),
                Der.octets(sign(attributes))));
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
