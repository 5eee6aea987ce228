package org.smimegate.admin.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A raw message or raw bytes, one character for each byte. */
record RawText(String text) {
    static RawText of(byte[] bytes) {
        return new RawText(new String(bytes, ISO_8859_1));
    }

    byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }

    boolean contains(String part) {
        return text.contains(part);
    }

    /** Whether the text stands in here, in clear or inside base64 lines. */
    boolean reveals(String part) {
        return contains(part) || decodedRuns().contains(part);
    }

    /** The first field of that name in the header, unfolded. */
    Optional<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        String header = text.substring(0, headerEnd()).replaceAll("\r?\n[ \t]+", " ");
        return header.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    String body() {
        int start = headerEnd();
        return text.substring(Math.min(text.length(), start + 4));
    }

    /** The decoded content of the part with that file name. */
    Optional<byte[]> attachment(String fileName) {
        int name = text.indexOf("filename=\"" + fileName + "\"");
        int start = text.indexOf("\r\n\r\n", name);
        int end = text.indexOf("\r\n--", start);
        if (name < 0 || start < 0 || end < 0) {
            return Optional.empty();
        }
        return Optional.of(Base64.getMimeDecoder().decode(text.substring(start, end)));
    }

    /** What one SMTP conversation carried between DATA and the dot, unstuffed (RFC 5321 section 4.5.2). */
    Optional<RawText> smtpData() {
        int start = text.indexOf("\r\nDATA\r\n");
        int end = text.indexOf("\r\n.\r\n", start);
        if (start < 0 || end < 0) {
            return Optional.empty();
        }
        String data = text.substring(start + "\r\nDATA\r\n".length(), end + 2);
        return Optional.of(
                new RawText(("\r\n" + data).replace("\r\n..", "\r\n.").substring(2)));
    }

    /** The same with one character in the middle of the body's base64 replaced by another one. */
    RawText tampered() {
        int middle = headerEnd() + (text.length() - headerEnd()) / 2;
        while (!Character.isLetterOrDigit(text.charAt(middle))) {
            middle++;
        }
        char other = text.charAt(middle) == 'A' ? 'B' : 'A';
        return new RawText(text.substring(0, middle) + other + text.substring(middle + 1));
    }

    private int headerEnd() {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? text.length() : end;
    }

    private String decodedRuns() {
        List<String> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (String line : text.split("\r\n", -1)) {
            if (line.matches("[A-Za-z0-9+/]{2,}={0,2}")) {
                run.append(line.replace("=", ""));
            } else {
                runs.add(run.toString());
                run.setLength(0);
            }
        }
        runs.add(run.toString());
        return String.join("\n", runs.stream().map(RawText::decoded).toList());
    }

    private static String decoded(String base64) {
        int usable = base64.length() % 4 == 1 ? base64.length() - 1 : base64.length();
        return new String(Base64.getDecoder().decode(base64.substring(0, usable)), ISO_8859_1);
    }
}
