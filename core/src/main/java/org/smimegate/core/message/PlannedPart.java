package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A part as it will be written.
 *
 * @param fields its header fields, the new Content-Transfer-Encoding among them
 * @param body writes its body with CRLF line ends
 * @param whole writes it all
 * @param changed differs from the part in the message by more than line ends
 * @param plain holds no byte that transports may touch
 */
record PlannedPart(List<HeaderField> fields, Writer body, Writer whole, boolean changed, boolean plain) {
    /** Writes the same bytes each time it is asked. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    static PlannedPart unchanged(MimePart part, List<HeaderField> fields, RawMessage message, boolean plain) {
        return new PlannedPart(
                fields,
                copy(message, part.bodyStart(), part.end()),
                copy(message, part.headerStart(), part.end()),
                false,
                plain);
    }

    static PlannedPart changed(List<HeaderField> fields, Writer body, boolean plain) {
        List<HeaderField> canonical = fields.stream().map(HeaderText::canonical).toList();
        return new PlannedPart(canonical, body, out -> entity(canonical, body).writeTo(out), true, plain);
    }

    static Writer copy(RawMessage message, long from, long to) {
        return out -> message.writeCanonical(from, to, out);
    }

    Entity asEntity() {
        return entity(fields.stream().map(HeaderText::canonical).toList(), body);
    }

    private static Entity entity(List<HeaderField> fields, Writer body) {
        return new Entity() {
            @Override
            public List<HeaderField> fields() {
                return fields;
            }

            @Override
            public void writeBody(OutputStream out) throws IOException {
                body.writeTo(out);
            }
        };
    }
}
