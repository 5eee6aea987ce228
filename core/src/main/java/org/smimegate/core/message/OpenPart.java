package org.smimegate.core.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A part whose end the scan has not seen yet. */
final class OpenPart {
    private static final int MAX_LINE = 998;
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable OpenPart parent;
    private final long headerStart;
    private final List<MimePart> children = new ArrayList<>();
    private List<HeaderField> fields = List.of();
    private ContentType contentType = ContentType.TEXT;
    private String encoding = MimePart.SEVEN_BIT;
    private long bodyStart;
    private byte[] boundary = {};
    private boolean closed;

    private long eightBits;
    private boolean nul;
    private boolean bareCr;
    private boolean longLine;
    private boolean fromLine;
    private boolean trailingBlank;
    private boolean bareLf;
    private long lineLength;
    private boolean blankLast;

    OpenPart(@Nullable OpenPart parent, long headerStart) {
        this.parent = parent;
        this.headerStart = headerStart;
    }

    void endHeader(List<HeaderField> read, long bodyAt) {
        fields = read;
        bodyStart = bodyAt;
        HeaderField type = FieldCollector.first(read, "Content-Type");
        contentType = type == null ? defaultType() : ContentType.parse(type.value());
        HeaderField transfer = FieldCollector.first(read, "Content-Transfer-Encoding");
        encoding = transfer == null ? MimePart.SEVEN_BIT : token(transfer.value());
        if (type != null && contentType.type().equals("multipart") && isIdentity()) {
            boundary = MimePart.boundary(type);
        }
    }

    /** RFC 2046 section 5.1.5. */
    private ContentType defaultType() {
        return parent != null && parent.contentType.is("multipart/digest") ? ContentType.MESSAGE : ContentType.TEXT;
    }

    private static String token(String value) {
        String token = Parameters.parse(value).leading().toLowerCase(Locale.ROOT);
        return token.isEmpty() ? MimePart.SEVEN_BIT : token;
    }

    /** Encoded multiparts and messages are illegal (RFC 2045 section 6.4): nobody agrees on their structure. */
    private boolean isIdentity() {
        return MimePart.isIdentity(encoding);
    }

    boolean isMultipart() {
        return boundary.length > 0;
    }

    boolean isMessage() {
        return isIdentity() && (contentType.is("message/rfc822") || contentType.is("message/global"));
    }

    /** A multipart whose close-delimiter has come; the rest is epilogue. */
    void closeDelimiterSeen() {
        closed = true;
    }

    /** 0: not a delimiter of this part; else the number of dashes around the boundary, 4 for the close-delimiter. */
    int delimiterDashes(byte[] bytes, int start, int end) {
        if (boundary.length == 0 || closed) {
            return 0;
        }
        int extra = end - start - boundary.length;
        boolean candidate = extra == 2 || (extra == 4 && bytes[end - 1] == '-' && bytes[end - 2] == '-');
        return candidate && startsWith(bytes, start + 2, end, boundary) ? extra : 0;
    }

    private static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
        return end - start >= prefix.length
                && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
    }

    /** Takes a line, or a piece of one, of the body. */
    void add(LineReader line) {
        eightBits += line.eightBits();
        nul |= line.nul();
        bareCr |= line.bareCr();
        if (!line.continued()) {
            lineLength = 0;
            blankLast = false;
            fromLine |= startsWith(line.buffer(), line.start(), line.end(), FROM);
        }
        int length = line.end() - line.start();
        if (length > 0) {
            lineLength += length;
            longLine |= lineLength > MAX_LINE;
            blankLast = HeaderText.isBlank(line.buffer()[line.end() - 1]);
        }
        trailingBlank |= blankLast && line.ended();
    }

    /** Takes the line end of the line before, which is known not to belong to a boundary. */
    void addLineEnd(int length) {
        bareLf |= length == 1;
    }

    @Nullable
    OpenPart parent() {
        return parent;
    }

    long bodyStart() {
        return bodyStart;
    }

    void addChild(MimePart child) {
        children.add(child);
    }

    MimePart closed(long end) {
        BodyBytes content = new BodyBytes(eightBits, nul, bareCr, longLine, fromLine, trailingBlank, bareLf);
        return new MimePart(fields, contentType, encoding, headerStart, bodyStart, end, children, content);
    }
}
