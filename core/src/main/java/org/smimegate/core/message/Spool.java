package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes written once and then read as a source; in memory while small, else in a private file. Closing deletes. */
public final class Spool extends OutputStream {
    Spool() {}

    @Override
    public void write(int b) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** What was written; no writing afterwards. Valid until close. */
    public MessageSource source() throws IOException {
        throw new UnsupportedOperationException();
    }
}
