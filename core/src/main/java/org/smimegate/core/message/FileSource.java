package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A named file, which must not change while it is read. */
record FileSource(Path file, long size) implements MessageSource {
    @Override
    public InputStream open(long from, long to) throws IOException {
        Objects.checkFromToIndex(from, to, size);
        return new ChannelInput(FileChannel.open(file, StandardOpenOption.READ), from, to, true);
    }
}
