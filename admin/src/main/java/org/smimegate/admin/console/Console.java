package org.smimegate.admin.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a command reads from and writes to. Results go to {@code out}, remarks and mistakes to {@code err}. */
public record Console(InputStream in, PrintStream out, PrintStream err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Console ofProcess() {
        return new Console(System.in, utf8(System.out), utf8(System.err));
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** A line for people. What comes from mail or certificates cannot break the line or steer the terminal. */
    public void line(String text) {
        out.println(printable(text));
    }

    /** A remark, away from the results; it may have several lines. */
    public void remark(String text) {
        err.println("smimegate: "
                + String.join("\n", text.lines().map(Console::printable).toList()));
    }

    /** One JSON object on one line. */
    public void json(Map<String, ?> object) {
        try {
            out.println(JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text with '?' for whatever would break a line, steer the terminal or turn the direction of writing. */
    public static String printable(String text) {
        return text.codePoints()
                .map(c -> isPrintable(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
