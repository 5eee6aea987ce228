package org.smimegate.core.cms;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes key-encryption keys from shared secrets, with any digest. */
final class KeyDerivation {
    private KeyDerivation() {}

    /** The KDF of X9.63 (SEC 1 section 3.6.1). */
    static byte[] x963(String digest, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        MessageDigest hash = Providers.digest(digest);
        ByteBuffer key = ByteBuffer.allocate(length + hash.getDigestLength());
        for (int counter = 1; key.position() < length; counter++) {
            hash.update(secret);
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(counter).flip());
            hash.update(info);
            key.put(hash.digest());
        }
        return Arrays.copyOf(key.array(), length);
    }

    /** HKDF (RFC 5869) for at most one block; an empty salt counts as zeros. */
    static byte[] hkdf(String digest, byte[] secret, byte[] salt, byte[] info, int length)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + digest.replace("-", ""));
        byte[] key = salt.length == 0 ? new byte[mac.getMacLength()] : salt;
        mac.init(new SecretKeySpec(key, "HMAC"));
        byte[] random = mac.doFinal(secret);
        mac.init(new SecretKeySpec(random, "HMAC"));
        mac.update(info);
        mac.update((byte) 1);
        return Arrays.copyOf(mac.doFinal(), length);
    }
}
