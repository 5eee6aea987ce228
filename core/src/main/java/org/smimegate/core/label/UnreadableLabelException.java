package org.smimegate.core.label;

/** A label cannot be read; the message holds nothing of the mail. */
final class UnreadableLabelException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableLabelException(String message) {
        super(message);
    }
}
