package org.smimegate.core.message;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides part by part what is recoded. Recursion is bounded by the depth that the scan allows.
 */
final class SevenBitPlan {
    private static final String ENCODING = "Content-Transfer-Encoding";

    private final RawMessage message;
    private boolean unsafeStays;

    SevenBitPlan(RawMessage message) {
        this.message = message;
    }

    SevenBit.Prepared prepare() {
        PlannedPart root = plan(message.root(), contentFields(message.root()));
        Entity entity = root.asEntity();
        return unsafeStays ? new SevenBit.Prepared.OpaqueOnly(entity) : new SevenBit.Prepared.Ready(entity);
    }

    private static List<HeaderField> contentFields(MimePart root) {
        return root.fields().stream().filter(HeaderField::isContent).toList();
    }

    private PlannedPart plan(MimePart part, List<HeaderField> fields) {
        unsafeStays |= !areSafe(fields);
        if (part.contentType().is("multipart/signed")) {
            boolean safe = isSafe(part);
            unsafeStays |= !safe;
            return PlannedPart.unchanged(part, fields, message, safe);
        }
        return part.children().isEmpty() ? leaf(part, fields) : container(part, fields);
    }

    private static boolean areSafe(List<HeaderField> fields) {
        return fields.stream().allMatch(HeaderBytes::areSafe);
    }

    private static boolean isSafe(MimePart part) {
        return part.content().safe()
                && part.children().stream().allMatch(child -> areSafe(child.fields()) && isSafe(child));
    }

    private PlannedPart leaf(MimePart part, List<HeaderField> fields) {
        if (!LeafRecoding.isNeeded(part)) {
            return relabelled(part, fields);
        }
        if (!isRecodable(part)) {
            unsafeStays = true;
            return PlannedPart.unchanged(part, fields, message, false);
        }
        LeafRecoding recoding = LeafRecoding.of(part);
        MessageSource body = message.source().slice(part.bodyStart(), part.end());
        return PlannedPart.changed(
                labelled(fields, recoding.encoding()),
                out -> {
                    try (InputStream in = body.open()) {
                        recoding.write(in, out);
                    }
                },
                true);
    }

    /** Multiparts and messages must not be encoded (RFC 2045 section 6.4); what the encoding is must be certain. */
    private static boolean isRecodable(MimePart part) {
        boolean known = part.isIdentity()
                || part.encoding().equals(MimePart.BASE64)
                || part.encoding().equals(MimePart.QUOTED_PRINTABLE);
        String type = part.contentType().type();
        return known && !type.equals("multipart") && !type.equals("message") && encodings(part) <= 1;
    }

    private static long encodings(MimePart part) {
        return part.fields().stream().filter(field -> field.is(ENCODING)).count();
    }

    private PlannedPart relabelled(MimePart part, List<HeaderField> fields) {
        if (!isLabelledHigher(part)) {
            return PlannedPart.unchanged(part, fields, message, true);
        }
        PlannedPart.Writer body = PlannedPart.copy(message, part.bodyStart(), part.end());
        return PlannedPart.changed(labelled(fields, MimePart.SEVEN_BIT), body, true);
    }

    private static boolean isLabelledHigher(MimePart part) {
        return part.isIdentity() && !part.encoding().equals(MimePart.SEVEN_BIT) && encodings(part) == 1;
    }

    private static List<HeaderField> labelled(List<HeaderField> fields, String encoding) {
        HeaderField label = HeaderField.of(ENCODING, encoding);
        List<HeaderField> labelled = new ArrayList<>(fields);
        labelled.replaceAll(field -> field.is(ENCODING) ? label : field);
        if (!labelled.contains(label)) {
            labelled.add(label);
        }
        return labelled;
    }

    private PlannedPart container(MimePart part, List<HeaderField> fields) {
        List<PlannedPart> children = part.children().stream()
                .map(child -> plan(child, child.fields()))
                .toList();
        boolean plain = children.stream().allMatch(PlannedPart::plain);
        if (part.content().safe() && children.stream().noneMatch(PlannedPart::changed)) {
            return plain ? relabelled(part, fields) : PlannedPart.unchanged(part, fields, message, false);
        }
        List<HeaderField> label = plain && isLabelledHigher(part) ? labelled(fields, MimePart.SEVEN_BIT) : fields;
        return PlannedPart.changed(label, new ContainerBody(part, children, message), plain);
    }
}
