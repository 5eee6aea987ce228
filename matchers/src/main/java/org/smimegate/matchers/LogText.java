package org.smimegate.matchers;

import java.util.Collection;
import java.util.stream.Collectors;

/** Makes text from mail fit for a log line. */
public final class LogText {
    private static final int LONGEST = 500;

    private LogText() {}

    /** Without line breaks and other control characters, and of bounded length. */
    public static String of(Object text) {
        String all = String.valueOf(text);
        String some = all.length() > LONGEST ? all.substring(0, LONGEST) + "..." : all;
        return some.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The items, separated by blanks. */
    public static String list(Collection<?> items) {
        return of(items.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
}
