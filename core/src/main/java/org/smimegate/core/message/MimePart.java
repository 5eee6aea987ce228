package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * One part of a scanned message. Offsets are absolute in the message source.
 *
 * @param fields header fields in order
 * @param contentType its Content-Type or the default of its place
 * @param encoding Content-Transfer-Encoding in lower case, {@code 7bit} if absent
 * @param headerStart first byte of the header
 * @param bodyStart first byte of the body
 * @param end after the last byte of the body; the line end before a boundary belongs to the boundary
 * @param children parts of a multipart, or the one message of a message/rfc822
 * @param content what kinds of bytes its body holds, for the 7-bit decision
 */
public record MimePart(
        List<HeaderField> fields,
        ContentType contentType,
        String encoding,
        long headerStart,
        long bodyStart,
        long end,
        List<MimePart> children,
        BodyBytes content) {

    public MimePart {
        fields = List.copyOf(fields);
        children = List.copyOf(children);
    }

    static final String SEVEN_BIT = "7bit";
    static final String BASE64 = "base64";
    static final String QUOTED_PRINTABLE = "quoted-printable";

    private static final Set<String> IDENTITY = Set.of(SEVEN_BIT, "8bit", "binary");

    /** What the header fields of this part announce. */
    public SmimeType smimeType() {
        return SmimeDetection.of(fields, children);
    }

    /**
     * The decoded body, as its Content-Transfer-Encoding says. The caller closes the stream.
     *
     * @param source the source of the message that this is a part of
     * @throws UnreadableMessageException an encoding that nobody defined
     */
    public InputStream openBody(MessageSource source) throws IOException, UnreadableMessageException {
        return switch (encoding) {
            case SEVEN_BIT, "8bit", "binary" -> source.open(bodyStart, end);
            case BASE64 -> new Base64Input(source.open(bodyStart, end));
            case QUOTED_PRINTABLE -> new QuotedPrintableInput(source.open(bodyStart, end));
            default -> throw UnreadableMessageException.malformed("unknown Content-Transfer-Encoding");
        };
    }

    /**
     * The boundary that a Content-Type names; empty if none. Delimiter lines are compared as bytes, so the value is read
     * as bytes; blanks at its end would be lost on the way (RFC 2046 section 5.1.1).
     */
    static byte[] boundary(HeaderField type) {
        return ContentType.parse(HeaderText.latin1(type))
                .parameter("boundary")
                .orElse("")
                .stripTrailing()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The body stands as it is; it is not encoded. */
    boolean isIdentity() {
        return isIdentity(encoding);
    }

    static boolean isIdentity(String encoding) {
        return IDENTITY.contains(encoding);
    }
}
