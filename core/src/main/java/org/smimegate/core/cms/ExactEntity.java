package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.smimegate.core.message.Entity;
import org.smimegate.core.message.HeaderField;
import org.smimegate.core.message.MimePart;
import org.smimegate.core.message.RawMessage;

/** An entity that holds binary parts (RFC 8551 section 3.1.2): an LF in them is no line end, so nothing is changed. */
record ExactEntity(RawMessage message) implements Entity {

    /** The root of a message as it is to be delivered: with CRLF line ends, unless that would change data. */
    static Entity of(RawMessage message) {
        return holdsBinary(message.root()) ? new ExactEntity(message) : message.entity();
    }

    @Override
    public List<HeaderField> fields() {
        return message.entity().fields();
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        MimePart root = message.root();
        message.source().slice(root.bodyStart(), root.end()).copyTo(out);
    }

    /** The scan bounds the depth of parts. */
    private static boolean holdsBinary(MimePart part) {
        return part.encoding().equals("binary") && part.content().bareLf()
                || part.children().stream().anyMatch(ExactEntity::holdsBinary);
    }
}
