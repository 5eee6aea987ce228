package org.smimegate.admin.check;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be changed.
 *
 * @param line 0: the file as a whole
 * @param text what stands there, and what was expected
 */
record Mistake(String file, int line, String text) {
    static final Comparator<Mistake> IN_ORDER =
            Comparator.comparing(Mistake::file).thenComparingInt(Mistake::line).thenComparing(Mistake::text);

    private static final Pattern PLACED =
            Pattern.compile("(?<file>[^:/]+):(?<line>\\d{1,9}): (?<text>.*)", Pattern.DOTALL);

    /** A message that begins with its place; without one it is about the file. */
    static Mistake of(String file, String message) {
        Matcher matcher = PLACED.matcher(message);
        return matcher.matches()
                ? new Mistake(matcher.group("file"), Integer.parseInt(matcher.group("line")), matcher.group("text"))
                : new Mistake(file, 0, message);
    }

    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + text;
    }
}
