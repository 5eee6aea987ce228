package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.UnreadableMessageException;

/** A message after the pre-scan of rule 15: its header fields, its structure, and where its bytes are. */
public final class RawMessage {
    private final MessageSource source;
    private final MimePart root;

    private RawMessage(MessageSource source, MimePart root) {
        this.source = source;
        this.root = root;
    }

    /**
     * Scans a message iteratively and within bounds: MIME depth 16, 1,000 parts, header line 64 KB, headers 256 KB.
     *
     * @throws UnreadableMessageException malformed, or a bound is passed
     */
    public static RawMessage scan(MessageSource source) throws IOException, UnreadableMessageException {
        throw new UnsupportedOperationException();
    }

    public MessageSource source() {
        return source;
    }

    public MimePart root() {
        return root;
    }

    /** Unfolded, trimmed values of all fields of that name, in order. */
    public List<String> values(String name) {
        throw new UnsupportedOperationException();
    }

    /** The mailboxes of all From fields together; groups are expanded. Unreadable text gives no address for it. */
    public FromMailboxes from() {
        throw new UnsupportedOperationException();
    }

    /** Addresses of To, Cc, and the topmost Resent-To and Resent-Cc block. */
    public List<Address> visibleRecipients() {
        throw new UnsupportedOperationException();
    }

    /** What kind of S/MIME the headers of the root announce. */
    public SmimeType smimeType() {
        return root.smimeType();
    }

    /** The root as an entity, Content-* fields and body, line ends made CRLF. */
    public Entity entity() {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes the message with another root entity: every field that is not Content-* stays, same order and bytes,
     * exactly one MIME-Version; {@code first} goes on top; fields that {@code removed} accepts are left out.
     */
    public void writeWith(Entity replacement, List<HeaderField> first, Predicate<HeaderField> removed, OutputStream out)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes the message as it is but for fields put on top and fields left out; the rest byte for byte. */
    public void writeWithFields(List<HeaderField> first, Predicate<HeaderField> removed, OutputStream out)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}
