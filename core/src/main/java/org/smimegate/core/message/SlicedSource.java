package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Part of another source. */
record SlicedSource(MessageSource whole, long from, long to) implements MessageSource {
    SlicedSource {
        if (from < 0 || to < from || to > whole.size()) {
            throw new IndexOutOfBoundsException(from + ".." + to + " of " + whole.size());
        }
    }

    @Override
    public long size() {
        return to - from;
    }

    @Override
    public InputStream open(long start, long end) throws IOException {
        Objects.checkFromToIndex(start, end, size());
        return whole.open(from + start, from + end);
    }
}
