package org.smimegate.core.cms;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes a key-encryption key from a shared secret. */
final class KeyDerivation {
    private KeyDerivation() {}

    /** The KDF of X9.63 (SEC 1 section 3.6.1). */
    static byte[] x963(Sha2 digest, byte[] secret, byte[] sharedInfo, int length) throws GeneralSecurityException {
        MessageDigest hash = Providers.digest(digest.jcaName());
        ByteBuffer key = ByteBuffer.allocate(length + digest.length());
        for (int counter = 1; key.position() < length; counter++) {
            hash.update(secret);
            hash.update(counter(counter));
            hash.update(sharedInfo);
            key.put(hash.digest());
        }
        return Arrays.copyOf(key.array(), length);
    }

    /** HKDF with SHA-256 and no salt, at most one block of 32 bytes (RFC 5869; RFC 8418 section 2.2). */
    static byte[] hkdf(byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        byte[] pseudoRandomKey = hmac(new byte[Sha2.SHA_256.length()], secret);
        byte[] block = hmac(pseudoRandomKey, info, new byte[] {1});
        return Arrays.copyOf(block, length);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static byte[] counter(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
