package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The root of a message as it stands, line ends made CRLF. */
record SourceEntity(List<HeaderField> fields, MessageSource body) implements Entity {
    SourceEntity {
        fields = List.copyOf(fields);
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        copyCanonical(body, out);
    }

    static void copyCanonical(MessageSource source, OutputStream out) throws IOException {
        CrlfOutputStream canonical = new CrlfOutputStream(out);
        Copy.all(source, canonical);
        canonical.finish();
    }
}
