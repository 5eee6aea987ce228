package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The root of a message as it stands, line ends made CRLF. */
record SourceEntity(List<HeaderField> fields, RawMessage message) implements Entity {
    SourceEntity {
        fields = List.copyOf(fields);
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        MimePart root = message.root();
        message.writeCanonical(root.bodyStart(), root.end(), out);
    }
}
