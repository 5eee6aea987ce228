package org.smimegate.admin.keys;

/** A certificate can be read but shall not be in the key ring; the message says which and why. */
final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
        super(message);
    }
}
