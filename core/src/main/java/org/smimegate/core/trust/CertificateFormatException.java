package org.smimegate.core.trust;

/**
 * A file that should hold certificates or revocation lists does not; the message names the file, what is there and what
 * was expected.
 */
public final class CertificateFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public CertificateFormatException(String message) {
        super(message);
    }

    public CertificateFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
