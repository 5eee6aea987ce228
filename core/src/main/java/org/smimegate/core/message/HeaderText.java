package org.smimegate.core.message;

/** Text of header fields. */
final class HeaderText {
    private HeaderText() {}

    static String unfold(HeaderField field) {
        throw new UnsupportedOperationException();
    }
}
