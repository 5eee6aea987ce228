package org.smimegate.keys.keyring.text;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Text as it stands in one line: a backslash is doubled, and what could end the line, hide in it or pass for a PEM block
 * is written as {@code &#92;uXXXX}.
 */
final class Escaped {
    private static final char ESCAPE = '\\';
    private static final int DIGITS = 4;

    private Escaped() {}

    static String text(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ESCAPE) {
                text.append(ESCAPE).append(ESCAPE);
            } else if (isPlain(value, i)) {
                text.append(c);
            } else {
                text.append(ESCAPE).append('u').append(HexFormat.of().toHexDigits(c));
            }
        }
        return text.toString();
    }

    /** Empty if a backslash does not begin an escape. */
    static Optional<String> read(String text) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ESCAPE) {
                value.append(c);
            } else if (text.startsWith("\\\\", i)) {
                value.append(ESCAPE);
                i++;
            } else if (isUnicode(text, i)) {
                value.append((char) HexFormat.fromHexDigits(text, i + 2, i + 2 + DIGITS));
                i += 1 + DIGITS;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(value.toString());
    }

    private static boolean isUnicode(String text, int at) {
        return text.startsWith("\\u", at)
                && at + 2 + DIGITS <= text.length()
                && text.substring(at + 2, at + 2 + DIGITS).chars().allMatch(HexFormat::isHexDigit);
    }

    private static boolean isPlain(String value, int at) {
        char c = value.charAt(at);
        boolean edge = at == 0 || at == value.length() - 1;
        return !(edge && Character.isWhitespace(c))
                && !value.startsWith("-----", at)
                && (Character.isSurrogate(c) ? isPaired(value, at) : isVisible(c));
    }

    private static boolean isPaired(String value, int at) {
        char c = value.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < value.length() && isVisiblePair(c, value.charAt(at + 1))
                : at > 0 && isVisiblePair(value.charAt(at - 1), c);
    }

    private static boolean isVisiblePair(char high, char low) {
        return Character.isSurrogatePair(high, low) && isVisible(Character.toCodePoint(high, low));
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
