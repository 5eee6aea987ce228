package org.smimegate.core.cms;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.Spool;

/**
 * AES-GCM in constant memory. The JDK's own decryption holds all content until the tag is checked; here the counter mode
 * inside GCM gives the plaintext, and encrypting that again gives the tag (SP 800-38D section 7.1). The plaintext waits
 * in its spool.
 */
final class GcmDecryption extends ContentDecryption {
    private static final int TAG_BITS = 128;
    private static final int BLOCK = 16;
    private static final int PIECE = 32 * 1024;

    private final SecretKey key;
    private final byte[] nonce;
    private final Cipher counter;
    private final Cipher authenticator;
    private final Spool plaintext;
    private final byte[] plain = new byte[PIECE];
    private final byte[] ignored = new byte[PIECE + 2 * BLOCK];

    GcmDecryption(ContentAlgorithm algorithm, SecretKey key, Spool plaintext) throws GeneralSecurityException {
        this.key = key;
        this.nonce = ((IvParameterSpec) algorithm.start()).getIV();
        this.counter = Providers.cipher(algorithm.transformation());
        this.counter.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(firstCounter()));
        this.authenticator = authenticator();
        this.plaintext = plaintext;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            writePiece(bytes, offset + done, Math.min(PIECE, length - done));
        }
    }

    @Override
    boolean finish(byte[] associated, byte[] mac) throws IOException, GeneralSecurityException {
        byte[] tag = associated.length == 0 ? tagOf(authenticator) : tagWith(associated);
        return mac.length * Byte.SIZE == TAG_BITS && MessageDigest.isEqual(tag, mac);
    }

    /** Counter blocks of content start at 2; block 1 encrypts the tag. */
    private byte[] firstCounter() {
        byte[] block = Arrays.copyOf(nonce, BLOCK);
        block[BLOCK - 1] = 2;
        return block;
    }

    private Cipher authenticator() throws GeneralSecurityException {
        Cipher gcm = Providers.cipher("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        return gcm;
    }

    private void writePiece(byte[] bytes, int offset, int length) throws IOException {
        try {
            int decrypted = counter.update(bytes, offset, length, plain);
            authenticator.update(plain, 0, decrypted, ignored);
            plaintext.write(plain, 0, decrypted);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a stream cipher gave more than it got", e);
        }
    }

    /** Associated data comes after the content but must be computed with before it: a second pass. */
    private byte[] tagWith(byte[] associated) throws IOException, GeneralSecurityException {
        Cipher gcm = authenticator();
        gcm.updateAAD(associated);
        MessageSource content = plaintext.source();
        try (InputStream in = content.open()) {
            for (int read = in.read(plain); read >= 0; read = in.read(plain)) {
                gcm.update(plain, 0, read, ignored);
            }
        }
        return tagOf(gcm);
    }

    private static byte[] tagOf(Cipher gcm) throws GeneralSecurityException {
        byte[] rest = gcm.doFinal();
        return Arrays.copyOfRange(rest, rest.length - TAG_BITS / Byte.SIZE, rest.length);
    }
}
