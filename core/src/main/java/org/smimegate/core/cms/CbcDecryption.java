package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;

/** Content in a mode that knows no authentication. */
final class CbcDecryption extends ContentDecryption {
    private final Cipher cipher;
    private final OutputStream plaintext;
    private byte[] plain = {};

    CbcDecryption(ContentAlgorithm algorithm, SecretKey key, OutputStream plaintext) throws GeneralSecurityException {
        this.cipher = Providers.cipher(algorithm.transformation());
        this.cipher.init(Cipher.DECRYPT_MODE, key, algorithm.start());
        this.plaintext = plaintext;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int most = cipher.getOutputSize(length);
        if (plain.length < most) {
            plain = new byte[most];
        }
        try {
            plaintext.write(plain, 0, cipher.update(bytes, offset, length, plain));
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a cipher gave more than it announced", e);
        }
    }

    @Override
    boolean finish(byte[] associated, byte[] mac) throws IOException {
        try {
            plaintext.write(cipher.doFinal());
            return true;
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return false;
        }
    }
}
