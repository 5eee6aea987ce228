package org.smimegate.core.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A range of a file. Reads by position, so several may read one channel at the same time. */
final class ChannelInput extends InputStream {
    /** Larger heap buffers would leave direct buffers of their size cached in every thread. */
    private static final int MAX_READ = 64 * 1024;

    private final FileChannel channel;
    private final boolean closesChannel;
    private final long end;
    private long position;
    /** The array that was read into last: readers use one again and again. */
    private ByteBuffer window = ByteBuffer.allocate(0);

    ChannelInput(FileChannel channel, long from, long to, boolean closesChannel) {
        this.channel = channel;
        this.position = from;
        this.end = to;
        this.closesChannel = closesChannel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int wanted = (int) Math.min(Math.min(length, MAX_READ), end - position);
        if (window.array() != target) {
            window = ByteBuffer.wrap(target);
        }
        int read = channel.read(window.limit(offset + wanted).position(offset), position);
        if (read < 0) {
            throw new EOFException("file ends at " + position + " (expected: " + end + " bytes)");
        }
        position += read;
        return read;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public void close() throws IOException {
        if (closesChannel) {
            channel.close();
        }
    }
}
