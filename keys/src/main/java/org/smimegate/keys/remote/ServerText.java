package org.smimegate.keys.remote;

import org.jspecify.annotations.Nullable;
import org.smimegate.core.trust.Printable;

/** Text that a stranger's server has its hands in. */
public final class ServerText {
    private static final int LENGTH = 200;

    private ServerText() {}

    /** Short, and without what would break a line or steer a terminal. */
    public static String of(@Nullable String text) {
        return Printable.of(String.valueOf(text).strip(), LENGTH);
    }
}
