package org.smimegate.core.cms;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.smimegate.core.outcome.UnreadableMessageException;

/** The octets below {@link BerStream}: counted, limited, and read as identifiers and lengths (X.690 section 8.1). */
final class BerBytes {
    private static final int BLOCK = 16 * 1024;
    private static final int MOST_TAG_OCTETS = 4;
    private static final int MOST_LENGTH_OCTETS = 7;
    /** Content in pieces of 100 bytes stays below; each element costs time, however short it is. */
    private static final int MOST_ELEMENTS = 2_000_000;

    private final InputStream in;
    private final long limit;
    private final byte[] block = new byte[BLOCK];
    private long position;
    private int elements;

    BerBytes(InputStream in, long limit) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
    }

    /** How many octets were read. */
    long position() {
        return position;
    }

    long limit() {
        return limit;
    }

    boolean atEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    BerElement header() throws IOException, UnreadableMessageException {
        if (++elements > MOST_ELEMENTS) {
            throw UnreadableMessageException.limit("asn.1: more than " + MOST_ELEMENTS + " elements");
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream(8);
        int identifier = octet(raw);
        if ((identifier & 0x1f) == 0x1f) {
            passHighTag(raw);
        }
        long length = length(raw);
        return new BerElement(identifier & ~0x20, (identifier & 0x20) != 0, length, raw.toByteArray());
    }

    void pump(long length, OutputStream out) throws IOException, UnreadableMessageException {
        long left = length;
        while (left > 0) {
            int read = in.read(block, 0, (int) Math.min(block.length, left));
            if (read < 0) {
                throw truncated();
            }
            advance(read);
            out.write(block, 0, read);
            left -= read;
        }
    }

    /** Nothing may follow but line ends, blanks and zeros, as lenient writers leave them. */
    void finish() throws IOException, UnreadableMessageException {
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet != 0 && octet != ' ' && octet != '\r' && octet != '\n') {
                throw UnreadableMessageException.malformed("asn.1: more octets after the end");
            }
            advance(1);
        }
    }

    private void passHighTag(ByteArrayOutputStream raw) throws IOException, UnreadableMessageException {
        int octets = 0;
        while ((octet(raw) & 0x80) != 0) {
            if (++octets == MOST_TAG_OCTETS) {
                throw UnreadableMessageException.malformed("asn.1: tag number too large at " + position);
            }
        }
    }

    private long length(ByteArrayOutputStream raw) throws IOException, UnreadableMessageException {
        int first = octet(raw);
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        if (octets > MOST_LENGTH_OCTETS) {
            throw UnreadableMessageException.malformed("asn.1: length of " + octets + " octets at " + position);
        }
        long length = octets == 0 ? BerElement.INDEFINITE : 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | octet(raw);
        }
        return length;
    }

    private int octet(ByteArrayOutputStream raw) throws IOException, UnreadableMessageException {
        int octet = in.read();
        if (octet < 0) {
            throw truncated();
        }
        advance(1);
        raw.write(octet);
        return octet;
    }

    private void advance(int octets) throws UnreadableMessageException {
        position += octets;
        if (position > limit) {
            throw UnreadableMessageException.limit("cms: more than " + limit + " bytes");
        }
    }

    private UnreadableMessageException truncated() {
        return UnreadableMessageException.malformed("asn.1: ends early, after " + position + " bytes");
    }
}
