package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A message as the exact bytes that crossed the wire; text views are Latin-1, so that no byte is lost in them. */
public record RawMail(byte[] bytes) {
    private static final String END_OF_HEADERS = "\r\n\r\n";

    /** A message written in a test: lines end with LF in the source, with CRLF in the message. */
    public static RawMail of(String text) {
        return new RawMail(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    public String text() {
        return new String(bytes, ISO_8859_1);
    }

    public String headerBlock() {
        return text().substring(0, endOfHeaders());
    }

    public Optional<String> subject() {
        return header("Subject");
    }

    public byte[] body() {
        int start = Math.min(bytes.length, endOfHeaders() + END_OF_HEADERS.length());
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    public String bodyText() {
        return new String(body(), ISO_8859_1);
    }

    /** The first field of this name, unfolded and trimmed. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All fields of this name in their order, unfolded and trimmed. */
    public List<String> headers(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return fields().filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(field -> field.substring(prefix.length()).trim())
                .toList();
    }

    private Stream<String> fields() {
        String unfolded = headerBlock().replaceAll("\r\n(?=[ \t])", "");
        return Stream.of(unfolded.split("\r\n"));
    }

    private int endOfHeaders() {
        int end = text().indexOf(END_OF_HEADERS);
        return end < 0 ? bytes.length : end;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawMail that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
