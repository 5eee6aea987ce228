package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a multipart or message whose parts are written anew. What stands between the parts is copied if it is
 * safe; else delimiter lines are made anew and the text around the parts, which says nothing (RFC 2046 section 5.1.1),
 * is left out.
 */
record ContainerBody(MimePart part, List<PlannedPart> children, RawMessage message) implements PlannedPart.Writer {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (part.content().safe()) {
            writeWithOldText(out);
        } else {
            writeWithNewDelimiters(out);
        }
    }

    private void writeWithOldText(OutputStream out) throws IOException {
        long at = part.bodyStart();
        for (int i = 0; i < children.size(); i++) {
            MimePart old = part.children().get(i);
            message.writeCanonical(at, old.headerStart(), out);
            children.get(i).whole().writeTo(out);
            at = old.end();
        }
        message.writeCanonical(at, part.end(), out);
    }

    private void writeWithNewDelimiters(OutputStream out) throws IOException {
        byte[] boundary = part.fields().stream()
                .filter(field -> field.is("Content-Type"))
                .findFirst()
                .map(MimePart::boundary)
                .orElseThrow();
        for (PlannedPart child : children) {
            out.write(ascii("--"));
            out.write(boundary);
            out.write(ascii("\r\n"));
            child.whole().writeTo(out);
            out.write(ascii("\r\n"));
        }
        out.write(ascii("--"));
        out.write(boundary);
        out.write(ascii("--\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
