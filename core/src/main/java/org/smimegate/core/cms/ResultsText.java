package org.smimegate.core.cms;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Splits the value of an Authentication-Results field, as tolerantly as a reader might (RFC 8601 section 2.2). */
final class ResultsText {
    private static final String SIGNS = ";=/";
    /** Nothing longer is a domain; the time that Punycode takes grows with the square of the length. */
    private static final int MAX_DOMAIN = 255;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int at;

    private ResultsText(String text) {
        this.text = text;
    }

    /**
     * Words, unquoted and normalized, and the signs between them; comments left out.
     *
     * @return empty if a comment or a quoted string does not end, so that readers may differ
     */
    static Optional<List<String>> words(String value) {
        ResultsText reading = new ResultsText(value);
        return reading.read() ? Optional.of(reading.words) : Optional.empty();
    }

    /** For comparison: lower case, compatible characters made one, international domains in ASCII, no controls. */
    static String normalized(String word) {
        String visible = Normalizer.normalize(word, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
        return ascii(visible.endsWith(".") ? visible.substring(0, visible.length() - 1) : visible);
    }

    private static String ascii(String domain) {
        if (domain.length() > MAX_DOMAIN) {
            return domain;
        }
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }

    private boolean read() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '(' && !passComment() || c == '"' && !quoted()) {
                return false;
            }
            if (c != '(' && c != '"') {
                plain(c);
            }
        }
        endWord();
        return true;
    }

    private void plain(char c) {
        if (Character.isWhitespace(c)) {
            endWord();
        } else if (SIGNS.indexOf(c) >= 0) {
            endWord();
            words.add(String.valueOf(c));
        } else {
            word.append(c);
        }
    }

    private boolean passComment() {
        endWord();
        int depth = 1;
        while (at < text.length() && depth > 0) {
            char c = text.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            }
        }
        return depth == 0;
    }

    private boolean quoted() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            word.append(c == '\\' && at < text.length() ? text.charAt(at++) : c);
        }
        return false;
    }

    private void endWord() {
        String normalized = normalized(word.toString());
        word.setLength(0);
        if (!normalized.isEmpty()) {
            words.add(normalized);
        }
    }
}
