package org.smimegate.core.cms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Encrypts a content key by key agreement with an ephemeral key: ECDH on the NIST curves (RFC 5753 section 3.1.1) and
 * X25519 (RFC 8418); makes a KeyAgreeRecipientInfo. The key is wrapped with AES of its own length.
 */
final class KeyAgreementInfo {
    private static final byte[] VERSION = Der.integer(3);
    private static final ASN1ObjectIdentifier HKDF_SHA256_SCHEME = PKCSObjectIdentifiers.id_alg.branch("19");

    private KeyAgreementInfo() {}

    static byte[] ecdh(X509Certificate recipient, NamedCurve curve, byte[] contentKey)
            throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = Providers.ecKeyPairs();
        generator.initialize(new ECGenParameterSpec(curve.jcaName()));
        KeyPair ephemeral = generator.generateKeyPair();
        byte[] secret = agree("ECDH", ephemeral, recipient.getPublicKey());
        AlgorithmIdentifier wrap = wrapAlgorithm(contentKey);
        byte[] key =
                KeyDerivation.x963(curve.digest().jcaName(), secret, sharedInfo(wrap, contentKey), contentKey.length);
        return info(recipient, ephemeral, new AlgorithmIdentifier(curve.agreement(), wrap), wrap(key, contentKey));
    }

    static byte[] x25519(X509Certificate recipient, byte[] contentKey) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519", Providers.bouncyCastle());
        KeyPair ephemeral = generator.generateKeyPair();
        byte[] secret = agree("X25519", ephemeral, recipient.getPublicKey());
        AlgorithmIdentifier wrap = wrapAlgorithm(contentKey);
        byte[] key =
                KeyDerivation.hkdf("SHA-256", secret, new byte[0], sharedInfo(wrap, contentKey), contentKey.length);
        return info(recipient, ephemeral, new AlgorithmIdentifier(HKDF_SHA256_SCHEME, wrap), wrap(key, contentKey));
    }

    /** Fails for a peer key of small order, that is a secret of zeros (RFC 8418 section 2). */
    private static byte[] agree(String name, KeyPair ephemeral, PublicKey peer) throws GeneralSecurityException {
        KeyAgreement agreement = Providers.keyAgreement(name, ephemeral.getPrivate());
        agreement.init(ephemeral.getPrivate());
        agreement.doPhase(Providers.own(peer), true);
        return agreement.generateSecret();
    }

    private static AlgorithmIdentifier wrapAlgorithm(byte[] contentKey) {
        return new AlgorithmIdentifier(
                contentKey.length == 32 ? NISTObjectIdentifiers.id_aes256_wrap : NISTObjectIdentifiers.id_aes128_wrap);
    }

    /** ECC-CMS-SharedInfo: the algorithm and length in bits of the key-encryption key (RFC 5753 section 7.2). */
    private static byte[] sharedInfo(AlgorithmIdentifier wrap, byte[] contentKey) throws IOException {
        byte[] bits = ByteBuffer.allocate(Integer.BYTES)
                .putInt(contentKey.length * Byte.SIZE)
                .array();
        return new ECCCMSSharedInfo(wrap, bits).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] wrap(byte[] key, byte[] contentKey) throws GeneralSecurityException {
        Cipher cipher = Providers.cipher("AESWrap");
        cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(key, "AES"));
        return cipher.wrap(new SecretKeySpec(contentKey, "AES"));
    }

    /** The originator's key is the ephemeral SubjectPublicKeyInfo under another tag (RFC 5753 section 3.1.1). */
    private static byte[] info(
            X509Certificate recipient, KeyPair ephemeral, AlgorithmIdentifier scheme, byte[] wrappedKey) {
        byte[] originatorKey = Der.retagged(1, ephemeral.getPublic().getEncoded());
        byte[] encryptedKey = Der.sequence(Identifiers.issuerAndSerial(recipient), Der.octets(wrappedKey));
        return Der.tagged(1, VERSION, Der.tagged(0, originatorKey), Der.of(scheme), Der.sequence(encryptedKey));
    }
}
