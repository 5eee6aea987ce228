package org.smimegate.core.message;

import java.io.InputStream;
import java.util.Objects;

/** A message that is too large to keep: a head, and then a pattern over and over. */
record GeneratedSource(byte[] head, byte[] pattern, long size) implements MessageSource {
    @Override
    public InputStream open(long from, long to) {
        Objects.checkFromToIndex(from, to, size);
        return new InputStream() {
            private long at = from;

            @Override
            public int read() {
                return at < to ? byteAt(at++) & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int count = (int) Math.min(length, to - at);
                for (int done = 0; done < count; ) {
                    done += copy(target, offset + done, count - done);
                }
                return count == 0 && length > 0 ? -1 : count;
            }

            private int copy(byte[] target, int offset, int wanted) {
                boolean inHead = at < head.length;
                byte[] part = inHead ? head : pattern;
                int position = (int) (inHead ? at : (at - head.length) % pattern.length);
                int copied = Math.min(wanted, part.length - position);
                System.arraycopy(part, position, target, offset, copied);
                at += copied;
                return copied;
            }
        };
    }

    private byte byteAt(long at) {
        return at < head.length ? head[(int) at] : pattern[(int) ((at - head.length) % pattern.length)];
    }
}
