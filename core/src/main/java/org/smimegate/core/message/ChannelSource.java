package org.smimegate.core.message;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** An open file that somebody else closes. */
record ChannelSource(FileChannel channel, long size) implements MessageSource {
    @Override
    public InputStream open(long from, long to) {
        Objects.checkFromToIndex(from, to, size);
        return new ChannelInput(channel, from, to, false);
    }
}
