package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;

/** Content in a mode that knows no authentication. */
final class CbcDecryption extends ContentDecryption {
    private final PieceCipher cipher;
    private final OutputStream plaintext;

    CbcDecryption(ContentAlgorithm algorithm, SecretKey key, OutputStream plaintext) throws GeneralSecurityException {
        Cipher decryption = Providers.cipher(algorithm.transformation());
        decryption.init(Cipher.DECRYPT_MODE, key, algorithm.start());
        this.cipher = new PieceCipher(decryption);
        this.plaintext = plaintext;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        cipher.update(bytes, offset, length, plaintext::write);
    }

    @Override
    boolean finish(byte[] associated, byte[] mac) throws IOException {
        try {
            plaintext.write(cipher.finish());
            return true;
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return false;
        }
    }
}
