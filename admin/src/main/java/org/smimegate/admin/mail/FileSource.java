package org.smimegate.admin.mail;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.smimegate.core.message.MessageSource;

/** A message in a file; read as often as needed, never loaded. */
record FileSource(Path file, long size) implements MessageSource {
    private static final int BLOCK = 64 * 1024;

    static FileSource of(Path file) throws IOException {
        return new FileSource(file, Files.size(file));
    }

    @Override
    public InputStream open(long from, long to) throws IOException {
        Objects.checkFromToIndex(from, to, size);
        SeekableByteChannel channel = Files.newByteChannel(file);
        channel.position(from);
        return new BufferedInputStream(new Bounded(Channels.newInputStream(channel), to - from), BLOCK);
    }

    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int next = left > 0 ? in.read() : -1;
            left -= next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                return length == 0 ? 0 : -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
