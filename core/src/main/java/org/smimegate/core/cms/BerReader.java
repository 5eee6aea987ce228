package org.smimegate.core.cms;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Walks through BER or DER bytes of strangers, in constant memory and without recursion: enters what is looked into and
 * skips the rest. Tags are single bytes, which is all that CMS has.
 */
final class BerReader {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int TAG_0 = 0xa0;
    static final int TAG_1 = 0xa1;
    /** No element: the one that was entered last has ended. */
    static final int NONE = -1;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_OID_LENGTH = 64;
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;
    private static final long INDEFINITE = -1;

    private final InputStream in;
    /** Where the entered elements end, counted from the start; {@link #INDEFINITE} if an end mark tells. */
    private final long[] ends = new long[MAX_DEPTH];

    private int depth;
    private long position;
    /** The tag read but not yet used; {@link #NONE} if none is. */
    private int pending = NONE;

    /** @param in buffered */
    BerReader(InputStream in) {
        this.in = in;
    }

    /** The tag of the next element of the entered one, or {@link #NONE}. */
    int next() throws IOException, UnreadableMessageException {
        if (pending == NONE) {
            pending = nextTag();
        }
        return pending;
    }

    void enter(int tag) throws IOException, UnreadableMessageException {
        expect(tag);
        if (depth == MAX_DEPTH) {
            throw UnreadableMessageException.limit("CMS nested deeper than " + MAX_DEPTH);
        }
        long end = end(tag);
        ends[depth++] = end;
    }

    /** Skips what is left of the entered element. */
    void leave() throws IOException, UnreadableMessageException {
        while (next() != NONE) {
            skip();
        }
        depth--;
    }

    void skip(int tag) throws IOException, UnreadableMessageException {
        expect(tag);
        skipContent(tag);
    }

    /** Skips the next element, whatever it is. */
    void skip() throws IOException, UnreadableMessageException {
        skip(next());
    }

    /** Skips the next element if it has this tag. */
    boolean skipIf(int tag) throws IOException, UnreadableMessageException {
        boolean there = next() == tag;
        if (there) {
            skip(tag);
        }
        return there;
    }

    ASN1ObjectIdentifier oid() throws IOException, UnreadableMessageException {
        expect(OID);
        long length = length();
        if (length < 1 || length > MAX_OID_LENGTH) {
            throw malformed("object identifier of " + length + " bytes");
        }
        byte[] content = new byte[(int) length];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) octet();
        }
        try {
            return ASN1ObjectIdentifier.fromContents(content);
        } catch (IllegalArgumentException e) {
            throw malformed("object identifier");
        }
    }

    private void expect(int tag) throws IOException, UnreadableMessageException {
        int found = next();
        if (found != tag || found == NONE) {
            throw malformed("tag " + Integer.toHexString(found) + " (expected: " + Integer.toHexString(tag) + ")");
        }
        pending = NONE;
    }

    private int nextTag() throws IOException, UnreadableMessageException {
        if (depth == 0) {
            return octet();
        }
        long end = ends[depth - 1];
        if (end == INDEFINITE) {
            return nextTagOrEndMark();
        }
        if (position > end) {
            throw malformed("element longer than the one around it");
        }
        return position == end ? NONE : octet();
    }

    /** The end mark is taken as end from then on. */
    private int nextTagOrEndMark() throws IOException, UnreadableMessageException {
        int tag = octet();
        if (tag != 0) {
            return tag;
        }
        if (octet() != 0) {
            throw malformed("end mark");
        }
        ends[depth - 1] = position;
        return NONE;
    }

    /** Elements of unknown length within the skipped one are counted, not entered. */
    private void skipContent(int tag) throws IOException, UnreadableMessageException {
        long length = length(tag);
        long open = length == INDEFINITE ? 1 : 0;
        skipBytes(length);
        while (open > 0) {
            int inner = octet();
            long innerLength = length(inner);
            if (inner == 0) {
                open--;
            } else if (innerLength == INDEFINITE) {
                open++;
            }
            skipBytes(innerLength);
        }
    }

    private long end(int tag) throws IOException, UnreadableMessageException {
        long length = length(tag);
        return length == INDEFINITE ? INDEFINITE : position + length;
    }

    private long length(int tag) throws IOException, UnreadableMessageException {
        long length = length();
        boolean manyByteTag = (tag & LONG_TAG) == LONG_TAG;
        if (manyByteTag || length == INDEFINITE && (tag & CONSTRUCTED) == 0 || length != 0 && tag == 0) {
            throw malformed("length of tag " + Integer.toHexString(tag));
        }
        return length;
    }

    private long length() throws IOException, UnreadableMessageException {
        int first = octet();
        if (first < 0x80) {
            return within(first);
        }
        int octets = first & 0x7f;
        if (octets == 0) {
            return INDEFINITE;
        }
        if (octets > 7) {
            throw malformed("length of " + octets + " octets");
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << Byte.SIZE | octet();
        }
        return within(length);
    }

    /** An element must not be longer than the one around it. */
    private long within(long length) throws UnreadableMessageException {
        for (int i = depth - 1; i >= 0; i--) {
            if (ends[i] != INDEFINITE) {
                if (position + length > ends[i]) {
                    throw malformed("element longer than the one around it");
                }
                break;
            }
        }
        return length;
    }

    private void skipBytes(long length) throws IOException, UnreadableMessageException {
        if (length <= 0) {
            return;
        }
        try {
            in.skipNBytes(length);
        } catch (EOFException e) {
            throw new UnreadableMessageException(Reason.MALFORMED, "CMS: cut off in the middle", e);
        }
        position += length;
    }

    private static UnreadableMessageException malformed(String detail) {
        return UnreadableMessageException.malformed("CMS: " + detail);
    }

    private int octet() throws IOException, UnreadableMessageException {
        int b = in.read();
        if (b < 0) {
            throw malformed("cut off in the middle");
        }
        position++;
        return b;
    }
}
