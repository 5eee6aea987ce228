package org.smimegate.core.cms;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.smimegate.core.message.MimePart;
import org.smimegate.core.message.RawMessage;

/**
 * Finds what changes to CBC ciphertext leave in the plaintext. Each changed block makes one of 16 random bytes, and these
 * cannot stand in what is text by its nature: header fields, boundaries, base64. In other bodies control characters and
 * broken UTF-8 give them away (rule 10).
 */
final class CbcTraces {
    private final RawMessage entity;
    private final Optional<MimePart> vouchedFor;

    private CbcTraces(RawMessage entity, Optional<MimePart> vouchedFor) {
        this.entity = entity;
        this.vouchedFor = vouchedFor;
    }

    /** @param vouchedFor a part that need not be looked into: a signature covers it */
    static boolean in(RawMessage entity, Optional<MimePart> vouchedFor) throws IOException {
        return new CbcTraces(entity, vouchedFor).found();
    }

    private boolean found() throws IOException {
        Deque<MimePart> open = new ArrayDeque<>();
        open.add(entity.root());
        while (!open.isEmpty()) {
            MimePart part = open.removeFirst();
            if (!vouchedFor.equals(Optional.of(part))) {
                if (hasTraces(part)) {
                    return true;
                }
                open.addAll(part.children());
            }
        }
        return false;
    }

    private boolean hasTraces(MimePart part) throws IOException {
        if (has(part.headerStart(), part.bodyStart(), new TextCheck.Plain())) {
            return true;
        }
        return part.children().isEmpty()
                ? has(part.bodyStart(), part.end(), checkFor(part))
                : hasTracesAroundChildren(part);
    }

    private boolean hasTracesAroundChildren(MimePart part) throws IOException {
        long from = part.bodyStart();
        for (MimePart child : part.children()) {
            if (has(from, child.headerStart(), new TextCheck.Plain())) {
                return true;
            }
            from = child.end();
        }
        return has(from, part.end(), new TextCheck.Plain());
    }

    private static TextCheck checkFor(MimePart part) {
        return switch (part.encoding()) {
            case "base64" -> new TextCheck.Plain();
            case "binary" -> isText(part) ? new TextCheck.EightBit() : new TextCheck.Anything();
            case "8bit" -> new TextCheck.EightBit();
            default -> new TextCheck.Utf8();
        };
    }

    /** Types that readers may show as text with links in it. */
    private static boolean isText(MimePart part) {
        String subtype = part.contentType().subtype().toLowerCase(Locale.ROOT);
        return switch (part.contentType().type()) {
            case "text", "message", "multipart" -> true;
            default -> subtype.endsWith("xml") || subtype.contains("html");
        };
    }

    private boolean has(long from, long to, TextCheck check) throws IOException {
        return !check.acceptsAll(entity.source().slice(from, to));
    }
}
