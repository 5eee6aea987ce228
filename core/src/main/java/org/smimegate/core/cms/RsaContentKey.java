package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Decrypts a content key that came encrypted with RSA. */
final class RsaContentKey {
    private static final String PKCS1 = "1.2.840.113549.1.1.1";
    private static final String OAEP = "1.2.840.113549.1.1.7";
    private static final String MGF1 = "1.2.840.113549.1.1.8";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RsaContentKey() {}

    /**
     * The content key. With PKCS#1 v1.5 there always is one: a random one if the padding is wrong, so that nobody learns
     * from us which paddings are right (rule 3).
     *
     * @throws GeneralSecurityException cannot be decrypted
     */
    static byte[] decrypt(KeyTransRecipientInfo info, PrivateKey key, int keyBytes)
            throws GeneralSecurityException, UnreadableMessageException {
        AlgorithmIdentifier algorithm = info.getKeyEncryptionAlgorithm();
        byte[] encrypted = info.getEncryptedKey().getOctets();
        return switch (algorithm.getAlgorithm().getId()) {
            case PKCS1 -> pkcs1(encrypted, key, keyBytes);
            case OAEP -> oaep(encrypted, key, parameters(algorithm));
            default -> throw UnreadableMessageException.malformed("key transport: " + algorithm.getAlgorithm());
        };
    }

    private static byte[] pkcs1(byte[] encrypted, PrivateKey key, int keyBytes) throws GeneralSecurityException {
        byte[] random = new byte[keyBytes];
        RANDOM.nextBytes(random);
        Cipher cipher = Providers.cipher("RSA/ECB/NoPadding", key);
        cipher.init(Cipher.DECRYPT_MODE, key);
        try {
            return unpad(cipher.doFinal(encrypted), random);
        } catch (GeneralSecurityException e) {
            // A number not below the modulus, which everybody can see.
            return random;
        }
    }

    /** RFC 8017 section 7.2.2 without a branch that depends on the plaintext. */
    private static byte[] unpad(byte[] block, byte[] random) {
        int separator = block.length - random.length - 1;
        if (separator < 10) {
            return random;
        }
        int wrong = block[0] | block[1] ^ 2 | block[separator];
        for (int i = 2; i < separator; i++) {
            wrong |= (block[i] & 0xff) - 1 >>> 31;
        }
        int mask = (wrong | -wrong) >> 31;
        byte[] key = new byte[random.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (block[separator + 1 + i] & ~mask | random[i] & mask);
        }
        return key;
    }

    private static byte[] oaep(byte[] encrypted, PrivateKey key, AlgorithmParameterSpec parameters)
            throws GeneralSecurityException {
        Cipher cipher = Providers.cipher("RSA/ECB/OAEPPadding", key);
        cipher.init(Cipher.DECRYPT_MODE, key, parameters);
        return cipher.doFinal(encrypted);
    }

    private static OAEPParameterSpec parameters(AlgorithmIdentifier algorithm) throws UnreadableMessageException {
        RSAESOAEPparams parameters = algorithm.getParameters() == null
                ? new RSAESOAEPparams()
                : RSAESOAEPparams.getInstance(algorithm.getParameters());
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        byte[] label = ASN1OctetString.getInstance(
                        parameters.getPSourceAlgorithm().getParameters())
                .getOctets();
        if (!mask.getAlgorithm().getId().equals(MGF1) || label.length > 0) {
            throw UnreadableMessageException.malformed("rsa-oaep: mask or label");
        }
        MGF1ParameterSpec mgf1 = new MGF1ParameterSpec(digest(AlgorithmIdentifier.getInstance(mask.getParameters())));
        return new OAEPParameterSpec(digest(parameters.getHashAlgorithm()), "MGF1", mgf1, PSource.PSpecified.DEFAULT);
    }

    private static String digest(AlgorithmIdentifier algorithm) throws UnreadableMessageException {
        String oid = algorithm.getAlgorithm().getId();
        return DigestNames.of(oid).orElseThrow(() -> UnreadableMessageException.malformed("rsa-oaep: digest " + oid));
    }
}
