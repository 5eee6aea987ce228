package org.smimegate.core.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Changes the header of any message, readable or not, in one pass: fields put on top and left out, everything else
 * byte for byte. A field over 256 KB cannot be judged and is left out.
 */
final class HeaderEditor {
    private static final int MAX_FIELD = 256 * 1024;
    private static final byte[] MAILBOX_LINE = "From ".getBytes(StandardCharsets.US_ASCII);

    private final List<HeaderField> first;
    private final Predicate<HeaderField> removed;
    private final OutputStream out;
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private boolean firstWritten;
    private boolean tooLong;

    private HeaderEditor(List<HeaderField> first, Predicate<HeaderField> removed, OutputStream out) {
        this.first = first;
        this.removed = removed;
        this.out = out;
    }

    static void edit(MessageSource source, List<HeaderField> first, Predicate<HeaderField> removed, OutputStream out)
            throws IOException {
        long bodyAt = new HeaderEditor(first, removed, out).header(source);
        Copy.all(source.slice(bodyAt, source.size()), out);
    }

    /** The line that mailbox files put before a message; it must stay the first. */
    static boolean isMailboxLine(HeaderField field) {
        byte[] raw = field.raw();
        return field.name().isEmpty()
                && raw.length >= MAILBOX_LINE.length
                && Arrays.equals(raw, 0, MAILBOX_LINE.length, MAILBOX_LINE, 0, MAILBOX_LINE.length);
    }

    /** A field goes if any reading of it is to go, for readers that take a lone CR for a line end. */
    static boolean isRemoved(HeaderField field, Predicate<HeaderField> removed) {
        return removed.test(field) || HeaderText.pieces(field).stream().anyMatch(removed);
    }

    private long header(MessageSource source) throws IOException {
        try (InputStream in = source.open()) {
            LineReader line = new LineReader(in, source.size());
            while (line.next() && !isEnd(line)) {
                if (!line.continued() && !line.startsWithBlank()) {
                    endField();
                }
                add(line);
            }
            endField();
            writeFirst();
            return line.offset();
        }
    }

    private static boolean isEnd(LineReader line) {
        return !line.continued() && line.start() == line.end() && line.lineEndLength() > 0;
    }

    private void add(LineReader line) {
        int length = line.nextStart() - line.start();
        tooLong |= field.size() + length > MAX_FIELD;
        if (!tooLong) {
            field.write(line.buffer(), line.start(), length);
        }
    }

    private void endField() throws IOException {
        if (field.size() == 0) {
            return;
        }
        HeaderField read = HeaderField.read(field.toByteArray());
        field.reset();
        if (!isMailboxLine(read)) {
            writeFirst();
        }
        if (!tooLong && !isRemoved(read, removed)) {
            out.write(read.raw());
        }
        tooLong = false;
    }

    private void writeFirst() throws IOException {
        if (!firstWritten) {
            firstWritten = true;
            for (HeaderField added : first) {
                out.write(added.raw());
            }
        }
    }
}
