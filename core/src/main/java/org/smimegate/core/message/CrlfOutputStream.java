package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Canonical line ends (RFC 8551 section 3.1.1): makes each LF without CR a CRLF and touches nothing else; a lone CR
 * stays. {@link #finish} passes on what is held; closing does so too and does not close the target.
 */
public final class CrlfOutputStream extends OutputStream {
    private final OutputStream target;
    private final byte[] buffer = new byte[8 * 1024];
    private int buffered;
    private boolean afterCr;

    public CrlfOutputStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        int from = offset;
        for (int i = lineFeed(bytes, offset, end); i < end; i = lineFeed(bytes, i + 1, end)) {
            if (!(i > offset ? bytes[i - 1] == '\r' : afterCr)) {
                hold(bytes, from, i);
                lineEnd();
                from = i + 1;
            }
        }
        hold(bytes, from, end);
        afterCr = length > 0 ? bytes[end - 1] == '\r' : afterCr;
    }

    private static int lineFeed(byte[] bytes, int from, int end) {
        int at = ByteRuns.ofNoLineFeed(bytes, from, end);
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private void lineEnd() throws IOException {
        if (buffer.length - buffered < 2) {
            pass();
        }
        buffer[buffered++] = '\r';
        buffer[buffered++] = '\n';
    }

    private void hold(byte[] bytes, int from, int to) throws IOException {
        if (to - from > buffer.length - buffered) {
            pass();
        }
        if (to - from > buffer.length) {
            target.write(bytes, from, to - from);
        } else {
            System.arraycopy(bytes, from, buffer, buffered, to - from);
            buffered += to - from;
        }
    }

    /** Writes everything to the target, which is not flushed. */
    public void finish() throws IOException {
        pass();
    }

    private void pass() throws IOException {
        target.write(buffer, 0, buffered);
        buffered = 0;
    }

    @Override
    public void flush() throws IOException {
        pass();
        target.flush();
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
