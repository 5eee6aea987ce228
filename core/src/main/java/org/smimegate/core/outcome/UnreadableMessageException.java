package org.smimegate.core.outcome;

/**
 * Mail that cannot be read: the one exception type that leaves the engine for bad input. Its message is for the log
 * only, never for a bounce or a reply.
 */
public final class UnreadableMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public UnreadableMessageException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public UnreadableMessageException(Reason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public static UnreadableMessageException malformed(String detail) {
        return new UnreadableMessageException(Reason.MALFORMED, detail);
    }

    public static UnreadableMessageException limit(String detail) {
        return new UnreadableMessageException(Reason.LIMIT_EXCEEDED, detail);
    }

    public Reason reason() {
        return reason;
    }
}
