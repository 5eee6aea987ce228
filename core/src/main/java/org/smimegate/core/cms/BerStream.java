package org.smimegate.core.cms;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Reads BER from a stream, one element after the other: iteratively, within bounds of size and depth (rule 15), without
 * holding more than it is asked for. Small elements come as a whole, checked for depth before a library parses them;
 * octet strings stream, whatever segments they are cut into.
 */
final class BerStream {
    /** Far beyond what CMS with a time stamp inside needs, far below what overflows a stack. */
    static final int MAX_DEPTH = 64;

    private static final int MAX_OID = 64;
    private static final BerElement NONE = new BerElement(-1, false, 0, new byte[0]);

    private final BerBytes bytes;
    private final Deque<Frame> open = new ArrayDeque<>();
    private BerElement peeked = NONE;

    /**
     * An element that was entered.
     *
     * @param bound where it ends at the latest; for a definite length, where it ends
     */
    private record Frame(boolean indefinite, long bound) {}

    /** @param limit most bytes to read; more is a limit exceeded */
    BerStream(InputStream in, long limit) {
        this.bytes = new BerBytes(in, limit);
    }

    static BerStream of(byte[] encoded) {
        return new BerStream(new ByteArrayInputStream(encoded), encoded.length);
    }

    /** Whether the current element has no further elements in it; at the outermost level, whether the stream ends. */
    boolean atEnd() throws IOException, UnreadableMessageException {
        if (peeked == NONE && open.isEmpty()) {
            return bytes.atEnd();
        }
        if (peeked == NONE && !open.getLast().indefinite()) {
            return bytes.position() == open.getLast().bound();
        }
        if (peeked == NONE) {
            peeked = readHeader();
        }
        return peeked.isEnd();
    }

    /** The next element's header; its content must then be entered, read or skipped. */
    BerElement next() throws IOException, UnreadableMessageException {
        BerElement header = peek();
        peeked = NONE;
        return header;
    }

    /** The next element's header without taking it. */
    BerElement peek() throws IOException, UnreadableMessageException {
        if (!open.isEmpty() && atEnd()) {
            throw UnreadableMessageException.malformed("asn.1: element missing at " + bytes.position());
        }
        if (peeked == NONE) {
            peeked = readHeader();
        }
        return peeked;
    }

    /** True if another element follows in the current one, and it has that tag. */
    boolean follows(int tag) throws IOException, UnreadableMessageException {
        return !atEnd() && peek().tag() == tag;
    }

    /** The next element, which must have that tag. */
    BerElement next(int tag) throws IOException, UnreadableMessageException {
        BerElement header = next();
        if (header.tag() != tag) {
            throw UnreadableMessageException.malformed(String.format(
                    Locale.ROOT, "asn.1: tag %02x at %d (expected: %02x)", header.tag(), bytes.position(), tag));
        }
        return header;
    }

    /** Goes into the next element, which must have that tag and be constructed. */
    void enter(int tag) throws IOException, UnreadableMessageException {
        enter(next(tag));
    }

    /** Leaves the current element, which must have been read to its end. */
    void leave() throws IOException, UnreadableMessageException {
        if (!atEnd()) {
            throw UnreadableMessageException.malformed("asn.1: unexpected element at " + bytes.position());
        }
        peeked = NONE;
        open.removeLast();
    }

    /** The next element, header included, as it stood. Every element in it has been checked for depth and length. */
    byte[] whole(int max) throws IOException, UnreadableMessageException {
        BerElement header = next();
        if (header.length() > max) {
            throw UnreadableMessageException.limit("asn.1: element of " + header.length() + " bytes");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.max(64, header.length() + 8));
        copy(header, out, max);
        return out.toByteArray();
    }

    /** The next element, parsed. */
    ASN1Primitive object(int max) throws IOException, UnreadableMessageException {
        return parse(whole(max));
    }

    /** The next element, which must be an object identifier. */
    ASN1ObjectIdentifier oid() throws IOException, UnreadableMessageException {
        if (!follows(BerElement.OBJECT_IDENTIFIER)) {
            throw UnreadableMessageException.malformed("asn.1: object identifier missing at " + bytes.position());
        }
        return ASN1ObjectIdentifier.getInstance(object(MAX_OID));
    }

    /** Passes over the next element, which must have that tag. */
    void skip(int tag) throws IOException, UnreadableMessageException {
        copy(next(tag), OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }

    /** Passes over the next element if it has that tag; says whether it had. */
    boolean skipIf(int tag) throws IOException, UnreadableMessageException {
        boolean there = follows(tag);
        if (there) {
            skip();
        }
        return there;
    }

    /** Passes over the next element. */
    void skip() throws IOException, UnreadableMessageException {
        copy(next(), OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }

    /**
     * Streams the octets of the next element, which must be an OCTET STRING under that tag, in one piece or in segments.
     */
    void octets(int tag, OutputStream out) throws IOException, UnreadableMessageException {
        BerElement header = next(tag);
        if (!header.constructed()) {
            bytes.pump(header.length(), out);
            return;
        }
        int outside = open.size();
        enter(header);
        while (open.size() > outside) {
            octetsOrEnd(out);
        }
    }

    /** Ends the outermost level: nothing may follow but line ends, blanks and zeros. */
    void finish() throws IOException, UnreadableMessageException {
        bytes.finish();
    }

    private void octetsOrEnd(OutputStream out) throws IOException, UnreadableMessageException {
        if (atEnd()) {
            leave();
            return;
        }
        BerElement segment = next(BerElement.OCTET_STRING);
        if (segment.constructed()) {
            enter(segment);
        } else {
            bytes.pump(segment.length(), out);
        }
    }

    private void copy(BerElement header, OutputStream out, long max) throws IOException, UnreadableMessageException {
        long start = bytes.position();
        int outside = open.size();
        copyOrEnter(header, out);
        while (open.size() > outside) {
            if (bytes.position() - start > max) {
                throw UnreadableMessageException.limit("asn.1: element over " + max + " bytes");
            }
            if (!atEnd()) {
                copyOrEnter(next(), out);
            } else {
                out.write(peeked.raw());
                leave();
            }
        }
    }

    private void copyOrEnter(BerElement header, OutputStream out) throws IOException, UnreadableMessageException {
        out.write(header.raw());
        if (header.constructed()) {
            enter(header);
        } else {
            bytes.pump(header.length(), out);
        }
    }

    private void enter(BerElement header) throws UnreadableMessageException {
        if (!header.constructed()) {
            throw UnreadableMessageException.malformed("asn.1: primitive element at " + bytes.position());
        }
        if (open.size() == MAX_DEPTH) {
            throw UnreadableMessageException.limit("asn.1: nested deeper than " + MAX_DEPTH);
        }
        open.addLast(
                new Frame(header.indefinite(), header.indefinite() ? bound() : bytes.position() + header.length()));
    }

    private BerElement readHeader() throws IOException, UnreadableMessageException {
        BerElement header = bytes.header();
        checkFits(header);
        return header;
    }

    private void checkFits(BerElement header) throws UnreadableMessageException {
        if (bytes.position() + Math.max(0, header.length()) > bound()) {
            throw open.isEmpty() || bound() == bytes.limit()
                    ? UnreadableMessageException.limit("cms: more than " + bytes.limit() + " bytes")
                    : UnreadableMessageException.malformed("asn.1: element longer than the one around it");
        }
        boolean endAllowed = !open.isEmpty() && open.getLast().indefinite();
        if (header.indefinite() && !header.constructed() || header.isEnd() && !endAllowed) {
            throw UnreadableMessageException.malformed("asn.1: element without end, or end without element");
        }
    }

    private long bound() {
        return open.isEmpty() ? bytes.limit() : open.getLast().bound();
    }

    static ASN1Primitive parse(byte[] encoded) throws UnreadableMessageException {
        try {
            return ASN1Primitive.fromByteArray(encoded);
        } catch (IOException e) {
            throw new UnreadableMessageException(Reason.MALFORMED, "asn.1: " + e.getMessage(), e);
        }
    }
}
