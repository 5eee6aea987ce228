package org.smimegate.it.mailets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.core.message.MessageSource;

/** Breaks down where the engine would work, if the message asks for it: {@code X-Fault: sign 3}. */
final class Faults {
    /** Stands in the text of every fault; nobody outside may ever read it. */
    static final String CAUSE = "planted cause 1.2.840.113549.1.7.3";

    private static final Pattern FIELD = Pattern.compile("(?m)^X-Fault: (\\S+) (\\d)\r?$");
    private static final int HEADER = 8192;

    private Faults() {}

    /** @param place the part that works here: others are not meant */
    static void strike(MessageSource message, String place) throws IOException {
        Matcher field = FIELD.matcher(header(message));
        if (field.find() && field.group(1).equals(place)) {
            System.out.println("struck: " + place + " " + field.group(2));
            strike(Integer.parseInt(field.group(2)));
        }
    }

    private static void strike(int kind) throws IOException {
        switch (kind) {
            case 0 -> throw new IllegalStateException(CAUSE);
            case 1 -> throw new IOException(CAUSE);
            case 2 -> throw new AssertionError(CAUSE);
            case 3 -> overflow(0);
            case 4 -> throw new NoSuchMethodError(CAUSE);
            case 5 -> throw new OutOfMemoryError(CAUSE);
            default -> throw new IllegalArgumentException("X-Fault: " + kind + " (expected: 0 to 5)");
        }
    }

    /** A real one: the stack is gone when the mailet has to act. */
    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }

    private static String header(MessageSource message) throws IOException {
        try (InputStream in = message.open()) {
            String start = new String(in.readNBytes(HEADER), StandardCharsets.ISO_8859_1);
            int end = start.indexOf("\r\n\r\n");
            return end < 0 ? start : start.substring(0, end + 2);
        }
    }
}
