package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * The scan of rule 15: one pass over the lines of a message, with a stack of the parts that are open. Outer boundaries
 * are looked at before inner ones, so an outer boundary always ends what is inside.
 */
final class StructureScan {
    /** Multiparts and messages around one part. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_PARTS = 1000;
    private static final int MAX_HEADERS = 1024 * 1024;
    private static final int MAX_FIELDS = 10_000;

    private final LineReader line;
    /** Outermost first. */
    private final Deque<OpenPart> open = new ArrayDeque<>();

    private OpenPart top = new OpenPart(null, 0);
    private @Nullable FieldCollector header = new FieldCollector();
    private int pendingLineEnd;
    private int parts;
    private long headerBytes;
    private long fieldCount;

    private StructureScan(InputStream in, long size) {
        line = new LineReader(in, size);
        open.addLast(top);
    }

    /**
     * @param root the message
     * @param canonical every line end is CRLF
     */
    record Result(MimePart root, boolean canonical) {}

    static Result scan(MessageSource source) throws IOException, UnreadableMessageException {
        try (InputStream in = source.open()) {
            return new StructureScan(in, source.size()).run();
        }
    }

    private Result run() throws IOException, UnreadableMessageException {
        while (line.next()) {
            if (!boundary()) {
                content();
            }
        }
        return new Result(finish(), !line.anyBareLf());
    }

    private void content() throws UnreadableMessageException {
        if (header == null) {
            top.addLineEnd(pendingLineEnd);
            top.add(line);
            pendingLineEnd = line.lineEndLength();
        } else if (!header.add(line)) {
            endHeader(line.nextOffset());
            openContainer();
        }
    }

    /** The line is a boundary of an open multipart, and was dealt with. */
    private boolean boundary() throws UnreadableMessageException {
        byte[] bytes = line.buffer();
        if (line.continued()
                || line.end() - line.start() < 3
                || bytes[line.start()] != '-'
                || bytes[line.start() + 1] != '-') {
            return false;
        }
        int end = line.end();
        while (HeaderText.isBlank(bytes[end - 1])) {
            end--;
        }
        for (OpenPart part : open) {
            int dashes = part.delimiterDashes(bytes, line.start(), end);
            if (dashes > 0) {
                delimiter(part, dashes == 4);
                return true;
            }
        }
        return false;
    }

    private void delimiter(OpenPart multipart, boolean close) throws UnreadableMessageException {
        if (!line.ended()) {
            throw UnreadableMessageException.limit("boundary line over " + LineReader.BLOCK + " bytes");
        }
        closeDownTo(multipart, line.offset());
        multipart.addLineEnd(pendingLineEnd);
        multipart.add(line);
        if (close) {
            multipart.closeDelimiterSeen();
            pendingLineEnd = line.lineEndLength();
        } else {
            multipart.addLineEnd(line.lineEndLength());
            push(line.nextOffset());
        }
    }

    private void push(long at) throws UnreadableMessageException {
        if (++parts > MAX_PARTS) {
            throw UnreadableMessageException.limit("over " + MAX_PARTS + " parts");
        }
        top = new OpenPart(top, at);
        open.addLast(top);
        header = new FieldCollector();
        pendingLineEnd = 0;
    }

    private void endHeader(long bodyStart) throws UnreadableMessageException {
        if (header == null) {
            return;
        }
        List<HeaderField> fields = header.fields();
        headerBytes += header.size();
        fieldCount += fields.size();
        if (headerBytes > MAX_HEADERS || fieldCount > MAX_FIELDS) {
            throw UnreadableMessageException.limit(
                    "headers of all parts over " + MAX_HEADERS + " bytes or " + MAX_FIELDS + " fields");
        }
        top.endHeader(fields, bodyStart);
        header = null;
        pendingLineEnd = 0;
    }

    private void openContainer() throws UnreadableMessageException {
        if (!top.isMultipart() && !top.isMessage()) {
            return;
        }
        if (open.size() > MAX_DEPTH) {
            throw UnreadableMessageException.limit("MIME depth over " + MAX_DEPTH);
        }
        if (!top.isMultipart()) {
            push(top.bodyStart());
        }
    }

    private void closeDownTo(OpenPart multipart, long boundaryAt) throws UnreadableMessageException {
        endHeader(boundaryAt);
        while (top != multipart) {
            closeTop(boundaryAt - pendingLineEnd);
        }
    }

    /** A part without a body ends where its header ends, not before. */
    private MimePart closeTop(long end) {
        MimePart part = open.removeLast().closed(Math.max(end, top.bodyStart()));
        OpenPart parent = open.peekLast();
        if (parent != null) {
            parent.addChild(part);
            top = parent;
        }
        return part;
    }

    private MimePart finish() throws UnreadableMessageException {
        long end = line.nextOffset();
        endHeader(end);
        top.addLineEnd(pendingLineEnd);
        while (open.size() > 1) {
            closeTop(end);
        }
        return closeTop(end);
    }
}
