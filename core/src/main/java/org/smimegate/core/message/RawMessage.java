package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.UnreadableMessageException;

/** A message after the pre-scan of rule 15: its header fields, its structure, and where its bytes are. */
public final class RawMessage {
    private static final HeaderField MIME_VERSION = HeaderField.of("MIME-Version", "1.0");

    private final MessageSource source;
    private final MimePart root;
    private final boolean canonical;

    private RawMessage(MessageSource source, StructureScan.Result scanned) {
        this.source = source;
        this.root = scanned.root();
        this.canonical = scanned.canonical();
    }

    /**
     * Scans a message iteratively and within bounds: MIME depth 16, 1,000 parts, header line 64 KB, header 256 KB;
     * headers of all parts together 1 MB and 10,000 fields.
     *
     * @throws UnreadableMessageException a bound is passed; or it is S/MIME, and readers may differ on what its root
     *     is: several Content-Type fields, lines in the header that are no fields, lone CRs
     */
    public static RawMessage scan(MessageSource source) throws IOException, UnreadableMessageException {
        StructureScan.Result scanned = StructureScan.scan(source);
        Ambiguity.refuse(scanned.root());
        return new RawMessage(source, scanned);
    }

    public MessageSource source() {
        return source;
    }

    public MimePart root() {
        return root;
    }

    /** Unfolded, trimmed values of all fields of that name, in order. */
    public List<String> values(String name) {
        return root.fields().stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .toList();
    }

    /** The mailboxes of all From fields together; groups are expanded. Unreadable text gives no address for it. */
    public FromMailboxes from() {
        return Addressing.from(root.fields());
    }

    /** Addresses of To, Cc, and the topmost Resent-To and Resent-Cc block. */
    public List<Address> visibleRecipients() {
        return Addressing.visibleRecipients(root.fields());
    }

    /** What kind of S/MIME the headers of the root announce. */
    public SmimeType smimeType() {
        return root.smimeType();
    }

    /** The root as an entity, Content-* fields and body, line ends made CRLF. */
    public Entity entity() {
        List<HeaderField> fields = root.fields().stream()
                .filter(HeaderField::isContent)
                .map(HeaderText::canonical)
                .toList();
        return new SourceEntity(fields, this);
    }

    /** Copies a range that starts at a line or at its line end, line ends made CRLF. */
    void writeCanonical(long from, long to, OutputStream out) throws IOException {
        MessageSource range = source.slice(from, to);
        if (canonical) {
            Copy.all(range, out);
            return;
        }
        CrlfOutputStream lines = new CrlfOutputStream(out);
        Copy.all(range, lines);
        lines.finish();
    }

    /**
     * Writes the message with another root entity: every field that is not Content-* stays, same order and bytes,
     * exactly one MIME-Version; {@code first} goes on top; fields that {@code removed} accepts are left out.
     */
    public void writeWith(Entity replacement, List<HeaderField> first, Predicate<HeaderField> removed, OutputStream out)
            throws IOException {
        boolean topOpen = true;
        boolean versionOpen = true;
        for (HeaderField field : root.fields()) {
            if (topOpen && !HeaderEditor.isMailboxLine(field)) {
                write(first, out);
                topOpen = false;
            }
            boolean version = field.is(MIME_VERSION.name());
            if (!field.isContent() && !(version && !versionOpen) && !HeaderEditor.isRemoved(field, removed)) {
                out.write(HeaderText.ended(field.raw()));
                versionOpen &= !version;
            }
        }
        if (topOpen) {
            write(first, out);
        }
        if (versionOpen) {
            out.write(MIME_VERSION.raw());
        }
        replacement.writeTo(out);
    }

    private static void write(List<HeaderField> fields, OutputStream out) throws IOException {
        for (HeaderField field : fields) {
            out.write(field.raw());
        }
    }

    /** Writes the message as it is but for fields put on top and fields left out; the rest byte for byte. */
    public void writeWithFields(List<HeaderField> first, Predicate<HeaderField> removed, OutputStream out)
            throws IOException {
        editFields(source, first, removed, out);
    }

    /**
     * As {@link #writeWithFields} for any message, also one that {@link #scan} refuses: forged fields must not survive
     * in it. A field over 256 KB is left out.
     */
    public static void editFields(
            MessageSource source, List<HeaderField> first, Predicate<HeaderField> removed, OutputStream out)
            throws IOException {
        HeaderEditor.edit(source, first, removed, out);
    }
}
