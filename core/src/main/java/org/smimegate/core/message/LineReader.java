package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into lines without copying them, and counts what kinds of bytes they hold. A line ends in CRLF, in LF,
 * or at the end of the stream; a line that does not fit in the buffer comes in pieces.
 */
final class LineReader {
    static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer;
    private int limit;
    private int start;
    private int end;
    private int next;
    private long offset;
    private boolean continued;
    private boolean ended = true;
    private long eightBits;
    private boolean nul;
    private int carriageReturns;
    private boolean bareCr;
    private boolean bareLf;

    /** {@code expected}: bytes in the stream; a small message needs a small buffer. */
    LineReader(InputStream in, long expected) {
        this.in = in;
        this.buffer = new byte[(int) Math.min(BLOCK, expected + 1)];
    }

    /** Moves to the next line, or the next piece of a line; false at the end of the stream. */
    boolean next() throws IOException {
        offset += next - start;
        start = next;
        continued = !ended;
        eightBits = 0;
        nul = false;
        carriageReturns = 0;
        int at = skipToLineFeed(start);
        while (at == limit) {
            if (limit - start == buffer.length) {
                return piece();
            }
            at -= start;
            if (!fill()) {
                return lastLine();
            }
            at = skipToLineFeed(at);
        }
        return line(at);
    }

    /** The hot loop. Counting 8-bit bytes without a branch keeps it fast on binary content. */
    private int skipToLineFeed(int from) {
        byte[] bytes = buffer;
        int stop = limit;
        int high = 0;
        int at = from;
        while (at < stop) {
            at = ByteRuns.ofNoLineEnd(bytes, at, stop);
            int wordEnd = Math.min(stop, at + Long.BYTES);
            for (; at < wordEnd; at++) {
                int b = bytes[at];
                high += b >>> 31;
                if ((b & 0xff) <= '\r' && isLineFeed(b)) {
                    eightBits += high;
                    return at;
                }
            }
        }
        eightBits += high;
        return at;
    }

    /** Notes CR and NUL; true for LF. */
    private boolean isLineFeed(int b) {
        if (b == '\r') {
            carriageReturns++;
        } else if (b == 0) {
            nul = true;
        }
        return b == '\n';
    }

    /** Moves the current line to the start of the buffer and reads more. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
        }
        limit -= start;
        start = 0;
        next = 0;
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }

    private boolean line(int lineFeed) {
        boolean crlf = lineFeed > start && buffer[lineFeed - 1] == '\r';
        end = crlf ? lineFeed - 1 : lineFeed;
        next = lineFeed + 1;
        ended = true;
        bareCr = carriageReturns > (crlf ? 1 : 0);
        bareLf |= !crlf;
        return true;
    }

    /** A full buffer without line end. A CR at its end waits for its LF in the next piece. */
    private boolean piece() {
        boolean held = buffer[limit - 1] == '\r';
        end = held ? limit - 1 : limit;
        next = end;
        ended = false;
        bareCr = carriageReturns > (held ? 1 : 0);
        return true;
    }

    private boolean lastLine() {
        end = limit;
        next = limit;
        boolean any = limit > start || continued;
        ended = true;
        bareCr = carriageReturns > 0;
        return any;
    }

    byte[] buffer() {
        return buffer;
    }

    /** First byte of the line in the buffer. */
    int start() {
        return start;
    }

    /** After the last byte before the line end. */
    int end() {
        return end;
    }

    /** After the line end. */
    int nextStart() {
        return next;
    }

    /** Where the line starts in the stream. */
    long offset() {
        return offset;
    }

    /** Where the next line starts in the stream. */
    long nextOffset() {
        return offset + next - start;
    }

    /** This piece goes on with the line of the piece before. */
    boolean continued() {
        return continued;
    }

    /** This piece is the last of its line. */
    boolean ended() {
        return ended;
    }

    /** 2 for CRLF, 1 for LF, 0 for a piece or at the end of the stream. */
    int lineEndLength() {
        return next - end;
    }

    long eightBits() {
        return eightBits;
    }

    boolean nul() {
        return nul;
    }

    /** A CR that is not part of the line end. */
    boolean bareCr() {
        return bareCr;
    }

    /** A line of those read so far ends in LF alone. */
    boolean anyBareLf() {
        return bareLf;
    }

    boolean startsWithBlank() {
        return end > start && HeaderText.isBlank(buffer[start]);
    }
}
