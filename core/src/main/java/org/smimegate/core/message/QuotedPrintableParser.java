package org.smimegate.core.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Reads quoted-printable (RFC 2045 section 6.7) tolerantly: a {@code =} that starts nothing stands for itself, blanks at
 * the end of a line are transport padding and dropped.
 */
final class QuotedPrintableParser {
    /** A line that is all blanks must not fill the memory. */
    private static final int MAX_BLANKS = 64;

    /** Takes what was read. */
    interface Sink {
        /** A byte that stood for itself. */
        void literal(int b) throws IOException;

        /** A byte that stood as {@code =XX}. */
        void encoded(int b) throws IOException;

        /** A line end that is content. */
        void lineEnd() throws IOException;
    }

    private enum State {
        TEXT,
        CR,
        EQUALS,
        DIGIT,
        SOFT,
        SOFT_CR
    }

    private final Sink sink;
    private final ByteArrayOutputStream blanks = new ByteArrayOutputStream();
    private State state = State.TEXT;
    private int digit;

    QuotedPrintableParser(Sink sink) {
        this.sink = sink;
    }

    void accept(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            accept(bytes[i] & 0xff);
        }
    }

    private void accept(int b) throws IOException {
        switch (state) {
            case TEXT -> text(b);
            case CR -> afterCr(b);
            case EQUALS -> afterEquals(b);
            case DIGIT -> afterDigit(b);
            case SOFT -> afterSoft(b);
            case SOFT_CR -> afterSoftCr(b);
        }
    }

    private void text(int b) throws IOException {
        if (b == ' ' || b == '\t') {
            blanks.write(b);
            if (blanks.size() >= MAX_BLANKS) {
                flushBlanks();
            }
        } else if (b == '\r') {
            state = State.CR;
        } else if (b == '\n') {
            blanks.reset();
            sink.lineEnd();
        } else {
            flushBlanks();
            state = b == '=' ? State.EQUALS : State.TEXT;
            if (b != '=') {
                sink.literal(b);
            }
        }
    }

    private void flushBlanks() throws IOException {
        for (byte blank : blanks.toByteArray()) {
            sink.literal(blank);
        }
        blanks.reset();
    }

    private void afterCr(int b) throws IOException {
        state = State.TEXT;
        if (b != '\n') {
            flushBlanks();
            sink.literal('\r');
        }
        text(b);
    }

    private void afterEquals(int b) throws IOException {
        if (Character.digit(b, 16) >= 0) {
            digit = b;
            state = State.DIGIT;
        } else {
            state = State.SOFT;
            afterSoft(b);
        }
    }

    private void afterDigit(int b) throws IOException {
        state = State.TEXT;
        int low = Character.digit(b, 16);
        if (low >= 0) {
            sink.encoded(Character.digit(digit, 16) << 4 | low);
        } else {
            sink.literal('=');
            sink.literal(digit);
            text(b);
        }
    }

    /** A soft line break may be padded with blanks. */
    private void afterSoft(int b) throws IOException {
        if (b == '\n') {
            blanks.reset();
            state = State.TEXT;
        } else if (b == '\r') {
            state = State.SOFT_CR;
        } else if ((b == ' ' || b == '\t') && blanks.size() < MAX_BLANKS) {
            blanks.write(b);
        } else {
            noSoftBreak();
            text(b);
        }
    }

    private void afterSoftCr(int b) throws IOException {
        if (b == '\n') {
            blanks.reset();
            state = State.TEXT;
        } else {
            noSoftBreak();
            sink.literal('\r');
            text(b);
        }
    }

    private void noSoftBreak() throws IOException {
        state = State.TEXT;
        sink.literal('=');
        flushBlanks();
    }

    /** The end of the text: what is held stands for itself, but a {@code =} and padding vanish. */
    void finish() throws IOException {
        if (state == State.DIGIT) {
            sink.literal('=');
            sink.literal(digit);
        } else if (state == State.CR) {
            flushBlanks();
            sink.literal('\r');
        }
        state = State.TEXT;
        blanks.reset();
    }
}
