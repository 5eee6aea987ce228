package org.smimegate.core.trust;

/** Makes text of strangers fit for one line of a log. */
public final class Printable {
    private Printable() {}

    /** Controls, line separators and characters that turn the direction of writing become '?'; long text is cut. */
    public static String of(String text, int maxLength) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(maxLength).forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > maxLength
                ? printable.append("...").toString()
                : printable.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
