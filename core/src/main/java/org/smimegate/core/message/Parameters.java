package org.smimegate.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A structured value like that of Content-Type or Content-Disposition: {@code leading ; name=value ; ...}. Tolerant:
 * comments, any quoting, continuations and percent-encoding (RFC 2231), and garbage, which gives fewer parameters.
 *
 * @param leading what stands before the first semicolon, without comments and blanks, in lower case
 * @param values every value of a parameter, names in lower case; a name in several spellings (plain, continued,
 *     encoded) or written twice has several
 */
record Parameters(String leading, Map<String, List<String>> values) {
    private static final int MAX_SECTIONS = 1000;

    static Parameters parse(String text) {
        Cursor cursor = new Cursor(text);
        String leading = cursor.leading();
        Collector collector = new Collector();
        while (cursor.nextParameter()) {
            collector.add(cursor.name, cursor.value);
        }
        return new Parameters(leading, collector.joined());
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Written more than once: readers may differ on which counts. */
    boolean repeats(String name) {
        return all(name).size() > 1;
    }

    Map<String, String> first() {
        Map<String, String> first = new HashMap<>();
        values.forEach((name, all) -> first.put(name, all.get(0)));
        return first;
    }

    /** Joins continued parameters. */
    private static final class Collector {
        private final Map<String, List<String>> plain = new LinkedHashMap<>();
        private final Map<String, TreeMap<Integer, Section>> continued = new LinkedHashMap<>();
        private final Set<String> repeated = new HashSet<>();

        void add(String name, String value) {
            int star = name.indexOf('*');
            if (star <= 0) {
                plain.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
                return;
            }
            boolean encoded = name.endsWith("*");
            String number = name.substring(star + 1, encoded ? Math.max(star + 1, name.length() - 1) : name.length());
            int index = number.isEmpty() ? 0 : sectionNumber(number);
            if (index >= 0) {
                addSection(name.substring(0, star), index, new Section(value, encoded));
            }
        }

        private void addSection(String name, int index, Section section) {
            if (continued.computeIfAbsent(name, n -> new TreeMap<>()).putIfAbsent(index, section) != null) {
                repeated.add(name);
            }
        }

        private static int sectionNumber(String digits) {
            if (digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return -1;
            }
            return Integer.parseInt(digits);
        }

        Map<String, List<String>> joined() {
            continued.forEach((name, sections) -> {
                List<String> values = plain.computeIfAbsent(name, n -> new ArrayList<>());
                values.add(Section.join(sections));
                if (repeated.contains(name)) {
                    values.add(Section.join(sections));
                }
            });
            return plain;
        }
    }

    /** One piece of a continued parameter. */
    private record Section(String value, boolean encoded) {
        static String join(TreeMap<Integer, Section> sections) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Charset charset = StandardCharsets.UTF_8;
            for (int i = 0; i < MAX_SECTIONS; i++) {
                Section section = sections.get(i);
                if (section == null) {
                    break;
                }
                String text = section.value;
                if (section.encoded && i == 0 && text.indexOf('\'') >= 0) {
                    charset = charset(text.substring(0, text.indexOf('\'')));
                    text = text.substring(text.indexOf('\'', text.indexOf('\'') + 1) + 1);
                }
                bytes.writeBytes(section.encoded ? percentDecoded(text) : text.getBytes(charset));
            }
            return bytes.toString(charset);
        }

        private static Charset charset(String name) {
            try {
                Charset charset = name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
                return charset.canEncode() ? charset : StandardCharsets.ISO_8859_1;
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                return StandardCharsets.ISO_8859_1;
            }
        }

        private static byte[] percentDecoded(String text) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (low >= 0) {
                    bytes.write(high << 4 | low);
                    i += 2;
                } else {
                    bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                }
            }
            return bytes.toByteArray();
        }
    }

    /** Where the parser is. */
    private static final class Cursor {
        private final String text;
        private int at;
        private String name = "";
        private String value = "";

        Cursor(String text) {
            this.text = text;
        }

        String leading() {
            return until(";").toLowerCase(Locale.ROOT);
        }

        /** Moves behind the next {@code ; name = value}; false at the end. Pieces without {@code =} are skipped. */
        boolean nextParameter() {
            while (at < text.length()) {
                at++;
                name = until(";=").toLowerCase(Locale.ROOT);
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    value = value();
                    return true;
                }
            }
            return false;
        }

        private String value() {
            skipBlanksAndComments();
            if (at >= text.length() || text.charAt(at) != '"') {
                return until(";");
            }
            String quoted = quoted();
            until(";");
            return quoted;
        }

        /** Text up to one of these characters or the end, comments left out, blanks around it cut off. */
        private String until(String stops) {
            StringBuilder found = new StringBuilder();
            while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
                if (text.charAt(at) == '(') {
                    skipComment();
                } else if (text.charAt(at) == '"') {
                    found.append('"').append(quoted()).append('"');
                } else {
                    found.append(text.charAt(at++));
                }
            }
            return found.toString().strip();
        }

        private void skipBlanksAndComments() {
            while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '(')) {
                if (text.charAt(at) == '(') {
                    skipComment();
                } else {
                    at++;
                }
            }
        }

        private void skipComment() {
            int depth = 0;
            do {
                char c = text.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == '(') {
                    depth++;
                } else if (c == ')') {
                    depth--;
                }
            } while (depth > 0 && at < text.length());
            at = Math.min(at, text.length());
        }

        private String quoted() {
            StringBuilder found = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                found.append(text.charAt(at));
            }
            at = Math.min(at + 1, text.length());
            return found.toString();
        }
    }
}
