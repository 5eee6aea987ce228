package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.Limits;

/** Expands zlib data that is written to it, up to the limits; what comes after a limit is thrown away. */
final class Inflation extends OutputStream {
    /** Up to here any ratio goes: short texts may well compress a hundred times. */
    private static final int RATIO_FREE = 64 * 1024;

    private final Limits limits;
    private final OutputStream expanded;
    private final Inflater inflater = new Inflater();
    private final byte[] block = new byte[32 * 1024];
    private boolean overLimit;
    private boolean damaged;

    Inflation(Limits limits, OutputStream expanded) {
        this.limits = limits;
        this.expanded = expanded;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!overLimit && !damaged) {
            inflater.setInput(bytes, offset, length);
            inflate();
        }
    }

    /** @throws UnreadableMessageException a limit was exceeded, or the data is damaged or incomplete */
    void finish() throws UnreadableMessageException {
        if (overLimit) {
            throw UnreadableMessageException.limit(
                    "expands to over " + limits.expanded() + " bytes or " + limits.expansionRatio() + " times");
        }
        if (damaged || !inflater.finished()) {
            throw UnreadableMessageException.malformed("compressed data is damaged");
        }
    }

    /** Frees native memory. */
    @Override
    public void close() {
        inflater.end();
    }

    private void inflate() throws IOException {
        try {
            for (int n = inflater.inflate(block); n > 0; n = inflater.inflate(block)) {
                overLimit = exceeds(inflater.getBytesWritten());
                if (overLimit) {
                    return;
                }
                expanded.write(block, 0, n);
            }
            damaged = inflater.needsDictionary();
        } catch (DataFormatException e) {
            damaged = true;
        }
    }

    private boolean exceeds(long size) {
        long byRatio = Math.max(RATIO_FREE, inflater.getBytesRead() * limits.expansionRatio());
        return size > limits.expanded() || size > byRatio;
    }
}
