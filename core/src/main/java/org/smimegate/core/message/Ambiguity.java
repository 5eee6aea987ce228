package org.smimegate.core.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Refuses S/MIME whose root readers would see differently: what one reader verifies, another would not show. Mail that
 * is S/MIME in no reading is left alone, however odd.
 */
final class Ambiguity {
    private Ambiguity() {}

    static void refuse(MimePart root) throws UnreadableMessageException {
        String doubt = doubt(root);
        if (doubt != null && isSmimeInAnyReading(root)) {
            throw UnreadableMessageException.malformed("S/MIME that readers may see differently: " + doubt);
        }
    }

    private static @Nullable String doubt(MimePart root) {
        List<HeaderField> fields = root.fields();
        if (count(fields, "Content-Type") > 1) {
            return "several Content-Type fields";
        }
        if (count(fields, "Content-Transfer-Encoding") > 1) {
            return "several Content-Transfer-Encoding fields";
        }
        if (fields.stream().anyMatch(HeaderText::hasLoneCr)) {
            return "a lone CR in the header";
        }
        if (hasStrayLine(fields)) {
            return "a line in the header that is no field";
        }
        return doubtAboutParts(root);
    }

    private static long count(List<HeaderField> fields, String name) {
        return fields.stream().filter(field -> field.resembles(name)).count();
    }

    /** The "From " line that mailbox files put first is known to everybody. */
    private static boolean hasStrayLine(List<HeaderField> fields) {
        return fields.stream()
                .skip(isMailboxLine(fields) ? 1 : 0)
                .anyMatch(field -> field.name().isEmpty());
    }

    static boolean isMailboxLine(List<HeaderField> fields) {
        return !fields.isEmpty() && HeaderEditor.isMailboxLine(fields.get(0));
    }

    private static @Nullable String doubtAboutParts(MimePart root) {
        HeaderField type = FieldCollector.first(root.fields(), "Content-Type");
        if (type == null || !root.contentType().is("multipart/signed")) {
            return null;
        }
        if (Parameters.parse(type.value()).repeats("boundary")) {
            return "several boundaries";
        }
        return hasLoneCrOutsideSignedPart(root) ? "a lone CR outside the signed part" : null;
    }

    /** There it could start a line, and the line be a boundary, that only some readers see. */
    private static boolean hasLoneCrOutsideSignedPart(MimePart root) {
        return root.content().bareCr() || root.children().stream().skip(1).anyMatch(Ambiguity::hasLoneCr);
    }

    private static boolean hasLoneCr(MimePart part) {
        return part.content().bareCr()
                || part.fields().stream().anyMatch(HeaderText::hasLoneCr)
                || part.children().stream().anyMatch(Ambiguity::hasLoneCr);
    }

    private static boolean isSmimeInAnyReading(MimePart root) {
        List<Parameters> dispositions = root.fields().stream()
                .flatMap(field -> HeaderText.pieces(field).stream())
                .filter(piece -> piece.resembles("Content-Disposition"))
                .map(Ambiguity::parameters)
                .toList();
        return root.fields().stream()
                .flatMap(field -> HeaderText.pieces(field).stream())
                .filter(piece -> piece.resembles("Content-Type"))
                .anyMatch(
                        piece -> SmimeDetection.of(parameters(piece), dispositions, root.children()) != SmimeType.NONE);
    }

    private static Parameters parameters(HeaderField piece) {
        return Parameters.parse(piece.value());
    }
}
