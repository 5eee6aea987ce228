package org.smimegate.keys.keyring.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text of any length, whatever ends them; bytes that are not UTF-8 become question marks of Unicode. */
final class Lines {
    /** Longer ones are cut: a file without line ends must not fill the memory. */
    private static final int MAX_LENGTH = 64 * 1024;

    private static final int END = -1;

    private final Reader in;
    private final char[] buffer = new char[8192];
    private int position;
    private int limit;
    private int number;
    private Optional<String> returned = Optional.empty();

    Lines(InputStream in) {
        this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /** Of the line read last, counted from 1. */
    int number() {
        return number;
    }

    /** Empty at the end. */
    Optional<String> next() throws IOException {
        if (returned.isPresent()) {
            Optional<String> line = returned;
            returned = Optional.empty();
            number++;
            return line;
        }
        return read();
    }

    /** Gives the line read last back, to be read again. */
    void back(String line) {
        returned = Optional.of(line);
        number--;
    }

    private Optional<String> read() throws IOException {
        StringBuilder line = new StringBuilder(80);
        int c = character();
        if (c == END) {
            return Optional.empty();
        }
        for (; c != END && c != '\n' && c != '\r'; c = character()) {
            if (line.length() < MAX_LENGTH) {
                line.append((char) c);
            }
        }
        if (c == '\r') {
            skipNewline();
        }
        number++;
        return Optional.of(line.toString());
    }

    private void skipNewline() throws IOException {
        int following = character();
        if (following != '\n' && following != END) {
            position--;
        }
    }

    private int character() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer));
            position = 0;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position++];
    }
}
