package org.smimegate.gateway.rules;

/** Processors that our mailets send mail to without being told. */
public final class Processors {
    /** James' own, for mail that nothing can be done with. */
    public static final String ERROR = "error";

    /** Sends mail back that cannot be protected. */
    public static final String BOUNCE = "smime-bounce";

    /** Where mail waits for what is temporarily missing. */
    public static final String RETRY = "smime-retry";

    private Processors() {}
}
