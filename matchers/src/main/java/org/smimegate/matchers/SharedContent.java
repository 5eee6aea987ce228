package org.smimegate.matchers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.mail.internet.SharedInputStream;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.message.MessageSource;

/** JavaMail's view of a large message: it takes parts of it without loading it. Opens the source at the first read. */
final class SharedContent extends InputStream implements SharedInputStream {
    private static final int BLOCK = 64 * 1024;

    private final MessageSource source;
    private @Nullable InputStream opened;
    private long position;
    private long marked;

    SharedContent(MessageSource source) {
        this.source = source;
    }

    @Override
    public InputStream newStream(long start, long end) {
        return new SharedContent(source.slice(start, end < 0 ? source.size() : end));
    }

    @Override
    public long getPosition() {
        return position;
    }

    @Override
    public int read() throws IOException {
        int next = in().read();
        position += next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in().read(buffer, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int limit) {
        try {
            in().mark(limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        marked = position;
    }

    @Override
    public synchronized void reset() throws IOException {
        in().reset();
        position = marked;
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    private InputStream in() throws IOException {
        InputStream in = opened == null ? new BufferedInputStream(source.open(), BLOCK) : opened;
        opened = in;
        return in;
    }
}
