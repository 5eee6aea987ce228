package org.smimegate.core.cms;

/** A message could not be signed or encrypted; nothing of the output may be used. The message is for the log only. */
public final class ProtectionFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProtectionFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    public ProtectionFailedException(String message) {
        super(message);
    }
}
