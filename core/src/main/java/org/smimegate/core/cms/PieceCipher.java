package org.smimegate.core.cms;

import java.io.IOException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;

/** A cipher that is fed in pieces, with one buffer for what it gives. */
final class PieceCipher {
    private final Cipher cipher;
    private byte[] output = {};

    /** @param cipher initialised */
    PieceCipher(Cipher cipher) {
        this.cipher = cipher;
    }

    /** @param sink takes what comes out, which may be nothing */
    void update(byte[] bytes, int offset, int length, BlockOutput.Sink sink) throws IOException {
        int most = cipher.getOutputSize(length);
        if (output.length < most) {
            output = new byte[most];
        }
        try {
            sink.accept(output, 0, cipher.update(bytes, offset, length, output));
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a cipher gave more than it announced", e);
        }
    }

    /** The end of the content; for GCM, with the tag. */
    byte[] finish() throws IllegalBlockSizeException, BadPaddingException {
        return cipher.doFinal();
    }
}
