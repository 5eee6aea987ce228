package org.smimegate.core.cms;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
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
    /** What is encrypted again is what came. */
    private static final BlockOutput.Sink IGNORED = (bytes, offset, length) -> {};

    private final SecretKey key;
    private final byte[] nonce;
    private final PieceCipher counter;
    private final PieceCipher authenticator;
    private final Spool plaintext;

    GcmDecryption(ContentAlgorithm algorithm, SecretKey key, Spool plaintext) throws GeneralSecurityException {
        this.key = key;
        this.nonce = ((IvParameterSpec) algorithm.start()).getIV();
        Cipher decryption = Providers.cipher(algorithm.transformation());
        decryption.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(firstCounter()));
        this.counter = new PieceCipher(decryption);
        this.authenticator = new PieceCipher(gcm());
        this.plaintext = plaintext;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        counter.update(bytes, offset, length, this::decrypted);
    }

    private void decrypted(byte[] plain, int offset, int length) throws IOException {
        authenticator.update(plain, offset, length, IGNORED);
        plaintext.write(plain, offset, length);
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

    private Cipher gcm() throws GeneralSecurityException {
        Cipher gcm = Providers.cipher("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        return gcm;
    }

    /** Associated data comes after the content but must be computed with before it: a second pass. */
    private byte[] tagWith(byte[] associated) throws IOException, GeneralSecurityException {
        Cipher gcm = gcm();
        gcm.updateAAD(associated);
        PieceCipher again = new PieceCipher(gcm);
        byte[] block = new byte[PIECE];
        try (InputStream in = plaintext.source().open()) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                again.update(block, 0, read, IGNORED);
            }
        }
        return tagOf(again);
    }

    private static byte[] tagOf(PieceCipher gcm) throws GeneralSecurityException {
        byte[] rest = gcm.finish();
        return Arrays.copyOfRange(rest, rest.length - TAG_BITS / Byte.SIZE, rest.length);
    }
}
