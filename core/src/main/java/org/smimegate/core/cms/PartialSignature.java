package org.smimegate.core.cms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.smimegate.core.message.ContentType;
import org.smimegate.core.message.MimePart;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SmimeType;

/**
 * Finds a signature that covers a part of a message only, as mailing lists make them when they add a footer (rule 6). A
 * message attached as a whole (message/rfc822) is somebody else's; signed documents have names of their own.
 */
final class PartialSignature {
    private PartialSignature() {}

    static boolean isIn(RawMessage message) {
        Deque<MimePart> open = new ArrayDeque<>();
        open.add(message.root());
        while (!open.isEmpty()) {
            MimePart part = open.removeFirst();
            if (part.contentType().type().equals("multipart")) {
                if (part.children().stream().anyMatch(PartialSignature::isSigned)) {
                    return true;
                }
                open.addAll(part.children());
            }
        }
        return false;
    }

    private static boolean isSigned(MimePart part) {
        SmimeType type = part.smimeType();
        return type == SmimeType.CLEAR_SIGNED || type == SmimeType.PKCS7_MIME && isSignedMail(part.contentType());
    }

    private static boolean isSignedMail(ContentType type) {
        return type.parameter("smime-type").orElse("").equalsIgnoreCase("signed-data")
                && type.parameter("name")
                        .orElse("smime.p7m")
                        .toLowerCase(Locale.ROOT)
                        .equals("smime.p7m");
    }
}
