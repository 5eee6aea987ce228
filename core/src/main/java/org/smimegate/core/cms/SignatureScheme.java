package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * How a key signs.
 *
 * @param digest of the content and, but for Ed25519, of the signed attributes
 * @param identifier signatureAlgorithm of the SignerInfo
 * @param jcaName of the signature
 * @param pss parameters, for RSASSA-PSS only
 */
record SignatureScheme(Sha2 digest, AlgorithmIdentifier identifier, String jcaName, Optional<PSSParameterSpec> pss) {

    static SignatureScheme of(PublicKey key, RsaSignature rsa) throws ProtectionFailedException {
        return switch (key.getAlgorithm()) {
            case "RSA" -> rsa == RsaSignature.PSS ? pss(Sha2.SHA_256, 0) : pkcs1();
            case "RSASSA-PSS" -> certifiedPss(key);
            case "EC", "ECDSA" -> ecdsa(NamedCurve.of(key).orElseThrow(() -> unfit("EC with another curve")));
            case "EdDSA", "Ed25519" -> ed25519(key);
            default -> throw unfit(key.getAlgorithm());
        };
    }

    byte[] sign(PrivateKey key, byte[] data) throws GeneralSecurityException {
        Signature signature = Providers.signature(jcaName, key);
        if (pss.isPresent()) {
            signature.setParameter(pss.get());
        }
        signature.initSign(key);
        signature.update(data);
        return signature.sign();
    }

    boolean verify(PublicKey key, byte[] data, byte[] value) throws GeneralSecurityException {
        PublicKey own = Providers.own(key);
        Signature signature = Providers.signature(jcaName, own);
        if (pss.isPresent()) {
            signature.setParameter(pss.get());
        }
        signature.initVerify(own);
        signature.update(data);
        return signature.verify(value);
    }

    /** rsaEncryption rather than sha256WithRSAEncryption: what most clients write, and all read (RFC 5754 section 3.2). */
    private static SignatureScheme pkcs1() {
        AlgorithmIdentifier identifier = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return new SignatureScheme(Sha2.SHA_256, identifier, Sha2.SHA_256.signatureName("RSA"), Optional.empty());
    }

    /** The parameters in the certificate, if any, bind digest and least salt (RFC 4055 section 1.2). */
    private static SignatureScheme certifiedPss(PublicKey key) throws ProtectionFailedException {
        if (!(key instanceof RSAKey rsa) || !(rsa.getParams() instanceof PSSParameterSpec spec)) {
            return pss(Sha2.SHA_256, 0);
        }
        Sha2 digest = Arrays.stream(Sha2.values())
                .filter(d -> d.jcaName().equals(spec.getDigestAlgorithm()))
                .findFirst()
                .orElseThrow(() -> unfit("RSASSA-PSS with " + spec.getDigestAlgorithm()));
        return pss(digest, spec.getSaltLength());
    }

    private static SignatureScheme pss(Sha2 digest, int leastSalt) {
        int salt = Math.max(leastSalt, digest.length());
        RSASSAPSSparams parameters = new RSASSAPSSparams(
                digest.identifierWithNull(),
                digest.mgf1(),
                new ASN1Integer(salt),
                RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
        PSSParameterSpec spec = new PSSParameterSpec(
                digest.jcaName(),
                "MGF1",
                new MGF1ParameterSpec(digest.jcaName()),
                salt,
                PSSParameterSpec.TRAILER_FIELD_BC);
        return new SignatureScheme(
                digest,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, parameters),
                "RSASSA-PSS",
                Optional.of(spec));
    }

    private static SignatureScheme ecdsa(NamedCurve curve) {
        AlgorithmIdentifier identifier = new AlgorithmIdentifier(curve.signature());
        return new SignatureScheme(curve.digest(), identifier, curve.digest().signatureName("ECDSA"), Optional.empty());
    }

    /** SHA-512 for the content, the attributes are signed as they are (RFC 8419 section 3.1). */
    private static SignatureScheme ed25519(PublicKey key) throws ProtectionFailedException {
        AlgorithmIdentifier identifier = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
        if (!identifier.equals(Identifiers.keyAlgorithm(key))) {
            throw unfit(key.getAlgorithm());
        }
        return new SignatureScheme(Sha2.SHA_512, identifier, "Ed25519", Optional.empty());
    }

    private static ProtectionFailedException unfit(String type) {
        return new ProtectionFailedException(
                "signing key: " + type + " (expected: RSA, RSASSA-PSS, EC P-256, P-384, P-521, Ed25519)");
    }
}
