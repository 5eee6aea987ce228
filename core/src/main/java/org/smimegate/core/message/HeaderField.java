package org.smimegate.core.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One header field exactly as it stood, folding and line end included.
 *
 * @param name field name as written, without colon and trailing blanks
 * @param raw the bytes of the whole field, ending in its line end
 */
public record HeaderField(String name, byte[] raw) {
    /** A new field; {@code value} must not hold CR, LF or NUL except as folding {@code CRLF SP}. */
    public static HeaderField of(String name, String value) {
        return new HeaderField(name, (name + ": " + value + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }

    /** One of the Content-* fields, which travel with the entity (RFC 8551 section 3.1). */
    public boolean isContent() {
        return name.toLowerCase(Locale.ROOT).startsWith("content-");
    }

    /** The unfolded value (CRLF removed before blanks), without the blanks around it, read as UTF-8 or else Latin-1. */
    public String value() {
        return HeaderText.unfold(this);
    }
}
