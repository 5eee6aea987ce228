package org.smimegate.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Encoded words (RFC 2047), read tolerantly: also inside quoted strings and next to other text. */
final class EncodedWords {
    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,60})\\?([bBqQ])\\?([^?]*+)\\?=");
    private static final Pattern BETWEEN = Pattern.compile("\\?=\\s++=\\?");

    private EncodedWords() {}

    /** The text with its encoded words decoded; what cannot be decoded stays. */
    static String decode(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        Matcher word = WORD.matcher(BETWEEN.matcher(text).replaceAll("?==?"));
        return word.replaceAll(
                found -> Matcher.quoteReplacement(decoded(found.group(1), found.group(2), found.group(3))));
    }

    private static String decoded(String charset, String encoding, String content) {
        byte[] bytes = encoding.toUpperCase(Locale.ROOT).equals("B")
                ? Base64.getMimeDecoder().decode(wholeQuads(content))
                : unquoted(content);
        return new String(bytes, charset(charset));
    }

    /** The JDK's decoder refuses cut and padded input in the middle; without padding, and cut to whole bytes, it cannot. */
    private static String wholeQuads(String content) {
        StringBuilder digits = new StringBuilder();
        content.chars().filter(EncodedWords::isBase64).forEach(c -> digits.append((char) c));
        return digits.length() % 4 == 1 ? digits.substring(0, digits.length() - 1) : digits.toString();
    }

    private static boolean isBase64(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private static byte[] unquoted(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            int high = c == '=' && i + 2 < content.length() ? Character.digit(content.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(content.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c == '_' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static Charset charset(String name) {
        int language = name.indexOf('*');
        try {
            return Charset.forName(language < 0 ? name : name.substring(0, language));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
