package org.smimegate.core.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.smimegate.core.message.MessageSource;

/** A message of any size that is made while it is read: a header, then the same line again and again. */
public record EndlessText(long size) implements MessageSource {
    private static final byte[] HEADER =
            "From: bob@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE =
            "All work and no play makes Jack a dull boy, says the proverb.\r\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public InputStream open(long from, long to) {
        Objects.checkFromToIndex(from, to, size);
        return new Range(from, to);
    }

    private static byte at(long position) {
        return position < HEADER.length
                ? HEADER[(int) position]
                : LINE[(int) ((position - HEADER.length) % LINE.length)];
    }

    private static final class Range extends InputStream {
        private final long to;
        private long position;

        Range(long from, long to) {
            this.position = from;
            this.to = to;
        }

        @Override
        public int read() {
            return position == to ? -1 : at(position++);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (position == to && length > 0) {
                return -1;
            }
            int n = (int) Math.min(length, to - position);
            for (int i = 0; i < n; i++) {
                bytes[offset + i] = at(position++);
            }
            return n;
        }
    }
}
