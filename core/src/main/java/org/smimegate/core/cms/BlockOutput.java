package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Collects what is written into blocks; the last one comes with {@link #finish()}. Its memory grows with what is written,
 * for most messages are small.
 */
final class BlockOutput extends OutputStream {
    static final int SIZE = 64 * 1024;

    private static final int SMALL = 8 * 1024;

    /** Takes bytes that it must not keep. */
    interface Sink {
        void accept(byte[] bytes, int offset, int length) throws IOException;
    }

    private final Sink sink;
    private byte[] buffer = new byte[SMALL];
    private int filled;

    BlockOutput(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom(1);
        buffer[filled++] = (byte) b;
        if (filled == SIZE) {
            finish();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int n = Math.min(length - done, SIZE - filled);
            makeRoom(n);
            System.arraycopy(bytes, offset + done, buffer, filled, n);
            filled += n;
            done += n;
            if (filled == SIZE) {
                finish();
            }
        }
    }

    /** Passes on what is left; nothing may be written afterwards. */
    void finish() throws IOException {
        if (filled > 0) {
            sink.accept(buffer, 0, filled);
            filled = 0;
        }
    }

    private void makeRoom(int more) {
        if (filled + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(SIZE, Math.max(2 * buffer.length, filled + more)));
        }
    }
}
