package org.smimegate.core.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A token of an address list (RFC 5322 section 3.2).
 *
 * @param text for a special its one character; for the others what they mean, without quotes and escapes
 * @param glued no blank and no comment stands before it
 * @param at where it starts in the text
 */
record MailboxToken(Kind kind, String text, boolean glued, int at) {
    enum Kind {
        ATOM,
        QUOTED,
        LITERAL,
        SPECIAL,
        /** A character or a rest of text that has no business here. */
        BAD
    }

    private static final String SPECIALS = "<>,;:@.";
    private static final String NOT_IN_ATOMS = "()[]\\\"" + SPECIALS;

    boolean is(char special) {
        return kind == Kind.SPECIAL && text.charAt(0) == special;
    }

    static List<MailboxToken> all(String text) {
        return new Reader(text).all();
    }

    private static final class Reader {
        private final String text;
        private final List<MailboxToken> tokens = new ArrayList<>();
        private int at;
        private boolean glued = true;

        Reader(String text) {
            this.text = text;
        }

        List<MailboxToken> all() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == ' ' || c == '\t') {
                    at++;
                    glued = false;
                } else if (c == '(') {
                    comment();
                    glued = false;
                } else {
                    token(c);
                    glued = true;
                }
            }
            return tokens;
        }

        private void token(char c) {
            int start = at;
            if (c == '"') {
                enclosed(Kind.QUOTED, '"');
            } else if (c == '[') {
                enclosed(Kind.LITERAL, ']');
            } else if (SPECIALS.indexOf(c) >= 0) {
                at++;
                add(Kind.SPECIAL, String.valueOf(c), start);
            } else if (isAtomic(c)) {
                while (at < text.length() && isAtomic(text.charAt(at))) {
                    at++;
                }
                add(Kind.ATOM, text.substring(start, at), start);
            } else {
                at++;
                add(Kind.BAD, String.valueOf(c), start);
            }
        }

        private static boolean isAtomic(char c) {
            return c > ' ' && !Character.isISOControl(c) && NOT_IN_ATOMS.indexOf(c) < 0;
        }

        private void enclosed(Kind kind, char close) {
            int start = at;
            StringBuilder found = new StringBuilder();
            boolean bad = false;
            for (at++; at < text.length() && text.charAt(at) != close; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                char c = text.charAt(at);
                bad |= Character.isISOControl(c) && c != '\t';
                found.append(c);
            }
            bad |= at >= text.length();
            at = Math.min(at + 1, text.length());
            add(bad ? Kind.BAD : kind, found.toString(), start);
        }

        /** Comments say nothing about addresses; one without end hides the rest of the text. */
        private void comment() {
            int start = at;
            int depth = 0;
            do {
                char c = text.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == '(') {
                    depth++;
                } else if (c == ')') {
                    depth--;
                } else if (Character.isISOControl(c) && c != '\t') {
                    add(Kind.BAD, String.valueOf(c), start);
                }
            } while (depth > 0 && at < text.length());
            at = Math.min(at, text.length());
            if (depth > 0) {
                add(Kind.BAD, "(", start);
            }
        }

        private void add(Kind kind, String found, int start) {
            tokens.add(new MailboxToken(kind, found, glued, start));
        }
    }
}
