package org.smimegate.core.message;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Puts the lines of one header together to fields. A line without a name and colon is kept as it is and does not end
 * the header: mail servers and JavaMail read on to the empty line, and so does {@link Ambiguity}, which refuses S/MIME
 * in such a header because other readers start the body there.
 */
final class FieldCollector {
    private static final int MAX_HEADER = 256 * 1024;

    private final List<HeaderField> fields = new ArrayList<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(256);
    private int size;

    /** Takes a line of the header; false if it is the empty line that ends the header. */
    boolean add(LineReader line) throws UnreadableMessageException {
        if (line.start() == line.end() && line.lineEndLength() > 0) {
            return false;
        }
        if (!line.ended()) {
            throw UnreadableMessageException.limit("header line over " + LineReader.BLOCK + " bytes");
        }
        size += line.nextStart() - line.start();
        if (size > MAX_HEADER) {
            throw UnreadableMessageException.limit("header over " + MAX_HEADER + " bytes");
        }
        // A line of blanks alone is folding too (RFC 5322 section 4.2).
        if (!line.startsWithBlank()) {
            endField();
        }
        lines.write(line.buffer(), line.start(), line.nextStart() - line.start());
        return true;
    }

    private void endField() {
        if (lines.size() > 0) {
            fields.add(HeaderField.read(lines.toByteArray()));
            lines.reset();
        }
    }

    /** All fields so far, the last one included. */
    List<HeaderField> fields() {
        endField();
        return fields;
    }

    int size() {
        return size;
    }

    static @Nullable HeaderField first(List<HeaderField> fields, String name) {
        for (HeaderField field : fields) {
            if (field.is(name)) {
                return field;
            }
        }
        return null;
    }
}
