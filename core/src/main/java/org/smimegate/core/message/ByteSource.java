package org.smimegate.core.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;

/** A source in memory. */
record ByteSource(byte[] bytes) implements MessageSource {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open(long from, long to) {
        Objects.checkFromToIndex(from, to, (long) bytes.length);
        return new ByteArrayInputStream(bytes, (int) from, (int) (to - from));
    }
}
