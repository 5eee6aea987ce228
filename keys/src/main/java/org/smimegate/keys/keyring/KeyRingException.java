package org.smimegate.keys.keyring;

/** The key ring cannot be opened as it is configured; the message says what is wrong and what was expected. */
public final class KeyRingException extends Exception {
    private static final long serialVersionUID = 1L;

    KeyRingException(String message) {
        super(message);
    }

    KeyRingException(String message, Throwable cause) {
        super(message, cause);
    }
}
