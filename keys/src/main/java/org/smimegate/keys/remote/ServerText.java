package org.smimegate.keys.remote;

import org.jspecify.annotations.Nullable;

/** Text that a stranger's server has its hands in. */
public final class ServerText {
    private static final int LENGTH = 200;

    private ServerText() {}

    /** Short, and without what would break a line or steer a terminal. */
    public static String of(@Nullable String text) {
        StringBuilder clean = new StringBuilder();
        String.valueOf(text)
                .strip()
                .codePoints()
                .limit(LENGTH)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
