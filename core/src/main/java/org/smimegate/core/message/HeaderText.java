package org.smimegate.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text of header fields. */
final class HeaderText {
    private HeaderText() {}

    static boolean isFieldName(String name) {
        return !name.isEmpty() && name.chars().allMatch(HeaderText::isNameByte);
    }

    /** CR, LF or NUL, unless it is a CRLF before a blank. */
    static boolean breaksLine(String value) {
        String unfolded = value.replace("\r\n ", "").replace("\r\n\t", "");
        return unfolded.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
    }

    /** The name of a field, blanks before the colon allowed (RFC 5322 section 4.5); empty if this is no field. */
    static String nameOf(byte[] raw) {
        int end = 0;
        while (end < raw.length && isNameByte(raw[end])) {
            end++;
        }
        return isColonAt(raw, skipBlanks(raw, end)) ? new String(raw, 0, end, StandardCharsets.US_ASCII) : "";
    }

    private static boolean isNameByte(int b) {
        return b > ' ' && b < 0x7f && b != ':';
    }

    private static int skipBlanks(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    static boolean isBlank(int b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isColonAt(byte[] raw, int index) {
        return index < raw.length && raw[index] == ':';
    }

    /** Unfolded, blanks around it cut off, control characters but TAB made blanks. */
    static String unfold(HeaderField field) {
        String text = text(field);
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) && c != '\t' ? ' ' : c);
        }
        return clean.toString().strip();
    }

    /** Unfolded only: what stands behind the first colon, control characters included; empty without a colon. */
    static String text(HeaderField field) {
        return decode(unfolded(field));
    }

    /** As {@link #text}, each byte one character: for values that are compared with bytes of the message. */
    static String latin1(HeaderField field) {
        return new String(unfolded(field), StandardCharsets.ISO_8859_1);
    }

    private static byte[] unfolded(HeaderField field) {
        byte[] raw = field.raw();
        ByteArrayOutputStream value = new ByteArrayOutputStream(raw.length);
        int colon = 0;
        while (colon < raw.length && raw[colon] != ':') {
            colon++;
        }
        for (int i = colon + 1; i < raw.length; i++) {
            if (raw[i] != '\n' && !isLineEnd(raw, i)) {
                value.write(raw[i]);
            }
        }
        return value.toByteArray();
    }

    private static boolean isLineEnd(byte[] raw, int index) {
        return raw[index] == '\r' && index + 1 < raw.length && raw[index + 1] == '\n';
    }

    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * The field as readers see it who take a lone CR for a line end: most often one. Pieces that start with a blank
     * continue the piece before.
     */
    static List<HeaderField> pieces(HeaderField field) {
        byte[] raw = field.raw();
        List<HeaderField> pieces = new ArrayList<>(1);
        int start = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '\r' && !isLineEnd(raw, i) && i + 1 < raw.length && !isBlank(raw[i + 1])) {
                pieces.add(HeaderField.read(Arrays.copyOfRange(raw, start, i + 1)));
                start = i + 1;
            }
        }
        pieces.add(start == 0 ? field : HeaderField.read(Arrays.copyOfRange(raw, start, raw.length)));
        return pieces;
    }

    /** The field with CRLF line ends; a last line of a file gets its missing one. */
    static HeaderField canonical(HeaderField field) {
        byte[] raw = field.raw();
        ByteArrayOutputStream canonical = new ByteArrayOutputStream(raw.length + 16);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r')) {
                canonical.write('\r');
            }
            canonical.write(raw[i]);
        }
        return new HeaderField(field.name(), ended(canonical.toByteArray()));
    }

    /** With a line end, which the last line of a file may lack. */
    static byte[] ended(byte[] raw) {
        if (raw.length > 0 && raw[raw.length - 1] == '\n') {
            return raw;
        }
        byte[] ended = Arrays.copyOf(raw, raw.length + 2);
        ended[raw.length] = '\r';
        ended[raw.length + 1] = '\n';
        return ended;
    }

    /** A CR that is no line end stands in the field. */
    static boolean hasLoneCr(HeaderField field) {
        byte[] raw = field.raw();
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '\r' && !isLineEnd(raw, i)) {
                return true;
            }
        }
        return false;
    }

    /** The names that readers may take this field for: what is visible before the first colon of each piece. */
    static List<String> readings(HeaderField field) {
        if (!field.name().isEmpty() && !hasLoneCr(field)) {
            return List.of(field.name());
        }
        return pieces(field).stream().map(HeaderText::visibleName).toList();
    }

    private static String visibleName(HeaderField piece) {
        StringBuilder name = new StringBuilder();
        for (byte b : piece.raw()) {
            if (b == ':') {
                return name.toString();
            }
            if (isNameByte(b)) {
                name.append((char) b);
            }
        }
        return "";
    }
}
