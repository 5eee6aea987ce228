package org.smimegate.it.harness;

import java.time.Duration;

/** How long the harness waits before it calls something failed; generous, since a busy machine is no failure. */
public final class Waits {
    /** A mail on its way through a server. */
    public static final Duration MAIL = Duration.ofSeconds(60);

    static final Duration START = Duration.ofSeconds(120);
    static final Duration STOP = Duration.ofSeconds(30);
    static final Duration POLL = Duration.ofMillis(100);

    private Waits() {}
}
