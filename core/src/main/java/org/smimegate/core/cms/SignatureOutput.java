package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.Signature;
import java.security.SignatureException;

/** Feeds a signature object. */
final class SignatureOutput extends OutputStream {
    private final Signature signature;

    SignatureOutput(Signature signature) {
        this.signature = signature;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            signature.update(bytes, offset, length);
        } catch (SignatureException e) {
            throw new IllegalStateException("signature object not initialised", e);
        }
    }
}
