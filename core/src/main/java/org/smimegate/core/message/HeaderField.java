package org.smimegate.core.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One header field exactly as it stood, folding and line end included. A line of a header that is no field (no colon,
 * or no visible ASCII name before it) has the empty name.
 *
 * @param name field name as written, without colon and trailing blanks
 * @param raw the bytes of the whole field, ending in its line end; not to be modified
 */
public record HeaderField(String name, byte[] raw) {
    /**
     * A new field.
     *
     * @throws IllegalArgumentException the value holds CR, LF or NUL other than as folding {@code CRLF SP}
     */
    public static HeaderField of(String name, String value) {
        if (!HeaderText.isFieldName(name)) {
            throw new IllegalArgumentException("header field: bad name (expected: visible ASCII without colon)");
        }
        if (HeaderText.breaksLine(value)) {
            throw new IllegalArgumentException("header field " + name + ": line break or NUL (expected: folding only)");
        }
        return new HeaderField(name, (name + ": " + value + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The field or line that these bytes are. */
    static HeaderField read(byte[] raw) {
        return new HeaderField(HeaderText.nameOf(raw), raw);
    }

    public boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }

    /**
     * True if this is, or some reader could take it for, a field of that name: readers differ on control characters,
     * blanks and 8-bit bytes in names, and some take a lone CR for a line end. For decisions that must not miss one.
     */
    public boolean resembles(String otherName) {
        return is(otherName) || HeaderText.readings(this).stream().anyMatch(otherName::equalsIgnoreCase);
    }

    /** One of the Content-* fields, which travel with the entity (RFC 8551 section 3.1). */
    public boolean isContent() {
        return name.regionMatches(true, 0, "Content-", 0, 8);
    }

    /**
     * The unfolded value (CRLF removed before blanks), without the blanks around it, read as UTF-8 or else Latin-1. It
     * never holds CR, LF or NUL: such bytes in a value read as blanks.
     */
    public String value() {
        return HeaderText.unfold(this);
    }

    /** The value with its encoded words (RFC 2047) decoded, wherever they stand. */
    public String decodedValue() {
        return EncodedWords.decode(value());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderField field && name.equals(field.name) && Arrays.equals(raw, field.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** The name only: values do not go to logs. */
    @Override
    public String toString() {
        return "HeaderField[" + name + "]";
    }
}
