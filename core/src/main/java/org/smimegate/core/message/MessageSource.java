package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be read again and from any place: a file or a buffer. Offsets in bytes from its start. */
public interface MessageSource {
    long size();

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). The caller closes the stream. */
    InputStream open(long from, long to) throws IOException;

    default InputStream open() throws IOException {
        return open(0, size());
    }

    default void copyTo(OutputStream out) throws IOException {
        Copy.all(this, out);
    }

    /** A view of a part of this source; does not copy. */
    default MessageSource slice(long from, long to) {
        return new SlicedSource(this, from, to);
    }

    static MessageSource of(byte[] bytes) {
        return new ByteSource(bytes);
    }

    /** A file, which must not change while it is read. */
    static MessageSource of(Path file) throws IOException {
        return new FileSource(file, Files.size(file));
    }
}
