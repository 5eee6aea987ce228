package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A MIME entity that is written on demand: its Content-* fields and its body. Entities nest: the body of a signed
 * entity writes the entity it signs, so sign-then-encrypt is one pass without an intermediate message.
 */
public interface Entity {
    /** The Content-* fields in order; empty means text/plain in us-ascii (RFC 2045 section 5.2). */
    List<HeaderField> fields();

    /** Writes the body with CRLF line ends. May be called once or more often, each time with the same result. */
    void writeBody(OutputStream out) throws IOException;

    /** Fields, empty line, body. */
    default void writeTo(OutputStream out) throws IOException {
        for (HeaderField field : fields()) {
            out.write(field.raw());
        }
        out.write('\r');
        out.write('\n');
        writeBody(out);
    }
}
