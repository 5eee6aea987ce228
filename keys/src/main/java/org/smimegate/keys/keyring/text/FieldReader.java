package org.smimegate.keys.keyring.text;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/** Reads the lines of an entry that stand before its certificates. Strict: what is not known is refused. */
final class FieldReader {
    private static final int MAX_CHAIN = 100;

    private record Value(int line, String text) {}

    private final int start;
    private final Map<Field, Value> values = new EnumMap<>(Field.class);
    private final List<Value> owners = new ArrayList<>();

    private FieldReader(int start) {
        this.start = start;
    }

    /**
     * Reads up to the first certificate.
     *
     * @param first the line that opens the entry
     */
    static FieldReader read(String first, Lines lines) throws IOException, BrokenEntryException {
        FieldReader fields = new FieldReader(lines.number());
        fields.add(first, lines.number());
        fields.requireVersion();
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            String line = next.get();
            if (PemBlock.begins(line) && Field.of(line).isEmpty() || Field.opens(line)) {
                lines.back(line);
                return fields;
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                fields.add(line, lines.number());
            }
        }
        return fields;
    }

    private void add(String line, int number) throws BrokenEntryException {
        Field field = Field.of(line)
                .orElseThrow(() -> new BrokenEntryException(
                        number,
                        "not a line of an entry (expected: "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Field.values())
                                                .map(Field::key)
                                                .toList())
                                + ")"));
        String text = field.value(line)
                .orElseThrow(() -> new BrokenEntryException(
                        number, field.key() + ": a single backslash (expected: \\\\ or \\u and four digits)"));
        Value value = new Value(number, text);
        if (field == Field.OWNER) {
            owners.add(value);
        } else if (values.put(field, value) != null) {
            throw new BrokenEntryException(number, field.key() + ": stands twice (expected: once)");
        }
    }

    private void requireVersion() throws BrokenEntryException {
        read(Field.OPENING, text -> Optional.of(text).filter(Field.VERSION::equals), "version " + Field.VERSION);
    }

    List<Owner> owners() throws BrokenEntryException {
        if (owners.isEmpty()) {
            throw missing(Field.OWNER);
        }
        List<Owner> all = new ArrayList<>();
        for (Value value : owners) {
            all.add(Owner.parse(value.text())
                    .orElseThrow(() -> refused(Field.OWNER, value, "an address, a domain, *. before a domain, or *")));
        }
        return all.stream().distinct().toList();
    }

    String text(Field field) {
        Value value = values.get(field);
        return value == null ? "" : value.text();
    }

    Origin origin() throws BrokenEntryException {
        return read(Field.ORIGIN, Origin::ofToken, "manual, harvested, or ldap");
    }

    State state() throws BrokenEntryException {
        return read(Field.STATE, State::ofToken, "active, pending, rejected, or superseded");
    }

    boolean isTrue(Field field) throws BrokenEntryException {
        return read(field, FieldReader::yesOrNo, "true or false");
    }

    Set<ContentCipher> capabilities() throws BrokenEntryException {
        return values.containsKey(Field.CAPABILITIES)
                ? read(Field.CAPABILITIES, FieldReader::ciphers, "ciphers such as AES-256-GCM, separated by blanks")
                : Set.of();
    }

    Optional<Instant> capabilitiesSigned() throws BrokenEntryException {
        return values.containsKey(Field.CAPABILITIES_SIGNED)
                ? Optional.of(
                        read(Field.CAPABILITIES_SIGNED, FieldReader::instant, "a time such as 2026-03-01T12:00:00Z"))
                : Optional.empty();
    }

    /** How many certificates follow the owner's. */
    int chainLength() throws BrokenEntryException {
        return values.containsKey(Field.CHAIN)
                ? read(Field.CHAIN, FieldReader::number, "a number up to " + MAX_CHAIN)
                : 0;
    }

    private <T> T read(Field field, Function<String, Optional<T>> reader, String expected) throws BrokenEntryException {
        Value value = values.get(field);
        if (value == null) {
            throw missing(field);
        }
        return reader.apply(value.text()).orElseThrow(() -> refused(field, value, expected));
    }

    private BrokenEntryException missing(Field field) {
        return new BrokenEntryException(start, "an entry without " + field.key());
    }

    private static BrokenEntryException refused(Field field, Value value, String expected) {
        return new BrokenEntryException(
                value.line(), field.key() + ": " + value.text() + " (expected: " + expected + ")");
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
    }

    private static Optional<Set<ContentCipher>> ciphers(String text) {
        Set<ContentCipher> ciphers = EnumSet.noneOf(ContentCipher.class);
        for (String token : text.split(" ", -1)) {
            Optional<ContentCipher> cipher = ContentCipher.ofToken(token);
            if (cipher.isEmpty()) {
                return Optional.empty();
            }
            ciphers.add(cipher.get());
        }
        return Optional.of(ciphers);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Integer.parseInt(text)).filter(n -> n <= MAX_CHAIN) : Optional.empty();
    }
}
