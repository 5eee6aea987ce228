package org.smimegate.keys.keyring;

/** Text from mail and certificates in the form that every database takes. */
final class StoredText {
    private static final int MAX = 2_000;
    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /** Not endless, without NUL and halves of characters. */
    static String of(String text) {
        StringBuilder stored = new StringBuilder();
        text.codePoints().limit(MAX).forEach(c -> stored.appendCodePoint(isStorable(c) ? c : REPLACEMENT));
        return stored.toString();
    }

    /** Whether it can be stored as it is. */
    static boolean isStorable(String text) {
        return text.codePoints().allMatch(StoredText::isStorable);
    }

    private static boolean isStorable(int c) {
        return c != 0 && Character.getType(c) != Character.SURROGATE;
    }
}
