package org.smimegate.core.message;

/** Whether a header field survives 7-bit transports as it stands; no field can be recoded without changing it. */
final class HeaderBytes {
    private static final int MAX_LINE = 998;

    private HeaderBytes() {}

    static boolean areSafe(HeaderField field) {
        if (HeaderEditor.isMailboxLine(field) || HeaderText.hasLoneCr(field)) {
            return false;
        }
        int lineLength = 0;
        for (byte b : field.raw()) {
            lineLength = b == '\n' ? 0 : lineLength + (b == '\r' ? 0 : 1);
            if (b <= 0 || lineLength > MAX_LINE) {
                return false;
            }
        }
        return true;
    }
}
