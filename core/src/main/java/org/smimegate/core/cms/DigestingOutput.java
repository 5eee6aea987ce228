package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Digests what passes through. */
final class DigestingOutput extends OutputStream {
    private final MessageDigest digest;
    private final OutputStream out;

    DigestingOutput(MessageDigest digest, OutputStream out) {
        this.digest = digest;
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        digest.update((byte) b);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
    }
}
