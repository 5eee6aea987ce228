package org.smimegate.keys;

/** A key store, certificate file or secret cannot be used; the message names it, what is wrong and what was expected. */
public final class KeyFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public KeyFileException(String message) {
        super(message);
    }

    public KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
