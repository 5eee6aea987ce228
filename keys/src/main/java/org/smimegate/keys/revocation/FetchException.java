package org.smimegate.keys.revocation;

import java.io.IOException;

/** Nothing usable was fetched; the message says why, fit for one line of a log. */
final class FetchException extends IOException {
    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }

    FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
