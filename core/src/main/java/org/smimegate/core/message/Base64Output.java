package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Encodes in base64 (RFC 2045 section 6.8): lines of 76 characters, each ended by CRLF, the last one too. Only
 * {@link #finish} (or closing, which does not close the target) writes the end.
 */
public final class Base64Output extends OutputStream {
    private static final int BYTES_PER_LINE = 57;
    private static final int LINES = 128;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(76, CRLF);

    private final OutputStream target;
    private final byte[] block = new byte[BYTES_PER_LINE * LINES];
    private final byte[] encoded = new byte[78 * LINES];
    private int length;

    public Base64Output(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        block[length++] = (byte) b;
        if (length == block.length) {
            encode(block);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        for (int done = 0; done < count; ) {
            int fits = Math.min(count - done, block.length - length);
            System.arraycopy(bytes, offset + done, block, length, fits);
            length += fits;
            done += fits;
            if (length == block.length) {
                encode(block);
            }
        }
    }

    private void encode(byte[] bytes) throws IOException {
        int end = ENCODER.encode(bytes, encoded);
        System.arraycopy(CRLF, 0, encoded, end, CRLF.length);
        target.write(encoded, 0, end + CRLF.length);
        length = 0;
    }

    /** Writes what is held and the padding; nothing may be written afterwards. The target is not flushed. */
    public void finish() throws IOException {
        if (length > 0) {
            encode(Arrays.copyOf(block, length));
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
