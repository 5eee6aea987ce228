package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream that decodes blocks of another. */
abstract class DecodingInput extends InputStream {
    private static final int BLOCK = 16 * 1024;

    private final InputStream in;
    private final byte[] raw = new byte[BLOCK];
    /** Room for a block and for what may be held from the block before. */
    private final byte[] decoded;

    private int position;
    private int limit;
    private boolean ended;

    /** {@code growth}: how many times as long as its input a decoded block may be. */
    DecodingInput(InputStream in, int growth) {
        this.decoded = new byte[growth * BLOCK + 128];
        this.in = in;
    }

    /** Decodes these bytes of {@code raw} into {@code target}, from its start; says how many came out. */
    abstract int decode(byte[] raw, int length, byte[] target) throws IOException;

    /** What is left when the input has ended. */
    abstract int finish(byte[] target) throws IOException;

    /** Nothing that follows matters. */
    abstract boolean isComplete();

    @Override
    public int read() throws IOException {
        return fill() ? decoded[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(count, limit - position);
        System.arraycopy(decoded, position, target, offset, read);
        position += read;
        return read;
    }

    private boolean fill() throws IOException {
        while (position == limit && !ended) {
            position = 0;
            int length = isComplete() ? -1 : in.read(raw, 0, BLOCK);
            ended = length < 0;
            limit = ended ? finish(decoded) : decode(raw, length, decoded);
        }
        return position < limit;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
