package org.smimegate.core.message;

import java.util.List;
import java.util.Set;

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

    private static final Set<String> IDENTITY = Set.of(SEVEN_BIT, "8bit", "binary");

    /** What the header fields of this part announce. */
    public SmimeType smimeType() {
        return SmimeDetection.of(fields, children);
    }

    /** The body stands as it is; it is not encoded. */
    boolean isIdentity() {
        return isIdentity(encoding);
    }

    static boolean isIdentity(String encoding) {
        return IDENTITY.contains(encoding);
    }
}
