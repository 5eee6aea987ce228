package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.policy.ContentCipher;

/**
 * The content cipher of one CMS object with a new key and a new initialisation vector, for one use only.
 *
 * @param key content-encryption key
 * @param identifier contentEncryptionAlgorithm with the initialisation vector
 */
record ContentEncryption(byte[] key, AlgorithmIdentifier identifier, Cipher cipher) {
    /** Bytes of the authentication tag at the end of what a GCM cipher gives; never shortened (rule 10). */
    static final int TAG_LENGTH = 16;

    private static final int GCM_NONCE_LENGTH = 12;
    private static final int CBC_IV_LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ContentEncryption of(ContentCipher algorithm) throws GeneralSecurityException {
        byte[] key = random(algorithm.keyBits() / Byte.SIZE);
        return algorithm.authenticated() ? gcm(algorithm, key) : cbc(algorithm, key);
    }

    /** RFC 5084 section 3.2. */
    private static ContentEncryption gcm(ContentCipher algorithm, byte[] key) throws GeneralSecurityException {
        byte[] nonce = random(GCM_NONCE_LENGTH);
        return of(
                algorithm,
                key,
                new GCMParameters(nonce, TAG_LENGTH),
                "AES/GCM/NoPadding",
                new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
    }

    /** RFC 3565 section 4.1. */
    private static ContentEncryption cbc(ContentCipher algorithm, byte[] key) throws GeneralSecurityException {
        byte[] iv = random(CBC_IV_LENGTH);
        return of(algorithm, key, new DEROctetString(iv), "AES/CBC/PKCS5Padding", new IvParameterSpec(iv));
    }

    private static ContentEncryption of(
            ContentCipher algorithm,
            byte[] key,
            ASN1Encodable parameters,
            String transformation,
            AlgorithmParameterSpec spec)
            throws GeneralSecurityException {
        Cipher cipher = Providers.cipher(transformation);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), spec);
        ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(algorithm.oid());
        return new ContentEncryption(key, new AlgorithmIdentifier(oid, parameters), cipher);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "ContentEncryption[" + identifier.getAlgorithm() + "]";
    }
}
