package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes written once and then read as a source; in memory while small, else in a private file. Closing deletes. One
 * thread writes; any number may read the source.
 */
public final class Spool extends OutputStream {
    private static final int LEAST_BUFFER = 1024;
    private static final int FILE_BUFFER = 32 * 1024;
    private static final int MAX_WRITE = 64 * 1024;

    private final SpoolFolder folder;
    /** What does not fit in this goes to a file. */
    private final int memory;

    private byte[] buffer;
    private int buffered;
    private @Nullable FileChannel file;
    private long inFile;
    private boolean sealed;

    /** {@code expected} to be large, it goes to a file early, rather than after the memory has grown to its limit. */
    Spool(SpoolFolder folder, long expected) {
        this.folder = folder;
        this.memory = expected > SpoolFolder.MEMORY_THRESHOLD ? FILE_BUFFER : SpoolFolder.MEMORY_THRESHOLD;
        this.buffer = new byte[(int) Math.max(LEAST_BUFFER, Math.min(memory, expected))];
    }

    @Override
    public void write(int b) throws IOException {
        if (sealed || buffered == buffer.length) {
            write(new byte[] {(byte) b}, 0, 1);
        } else {
            buffer[buffered++] = (byte) b;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (sealed) {
            throw new IOException("spool: written after it was read or closed");
        }
        if (file == null && size() + length > memory) {
            spill();
        }
        if (file == null) {
            buffer = grown(buffered + length);
        } else if (buffered + length > buffer.length) {
            flushTo(file);
        }
        if (length > buffer.length) {
            writeFully(Objects.requireNonNull(file), bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    private byte[] grown(int needed) {
        return needed <= buffer.length
                ? buffer
                : Arrays.copyOf(buffer, Math.min(memory, Math.max(needed, buffer.length * 2)));
    }

    private void spill() throws IOException {
        FileChannel opened = folder.newFile();
        file = opened;
        flushTo(opened);
        buffer = buffer.length == FILE_BUFFER ? buffer : new byte[FILE_BUFFER];
    }

    private void flushTo(FileChannel target) throws IOException {
        writeFully(target, buffer, 0, buffered);
        buffered = 0;
    }

    private void writeFully(FileChannel target, byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            ByteBuffer block = ByteBuffer.wrap(bytes, offset + done, Math.min(MAX_WRITE, length - done));
            int written = target.write(block, inFile);
            done += written;
            inFile += written;
        }
    }

    /** How many bytes were written. */
    public long size() {
        return inFile + buffered;
    }

    /** What was written; no writing afterwards. Valid until close. */
    public MessageSource source() throws IOException {
        if (file == null) {
            sealed = true;
            return MessageSource.of(buffer).slice(0, buffered);
        }
        if (!sealed) {
            flushTo(file);
            sealed = true;
            buffer = new byte[0];
        }
        return new ChannelSource(file, inFile);
    }

    @Override
    public void close() throws IOException {
        sealed = true;
        buffer = new byte[0];
        buffered = 0;
        if (file != null) {
            file.close();
        }
    }
}
