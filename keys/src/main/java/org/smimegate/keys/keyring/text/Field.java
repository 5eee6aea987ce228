package org.smimegate.keys.keyring.text;

import java.util.Arrays;
import java.util.Optional;

/** The lines of an entry, in the order in which they are written. */
enum Field {
    /** Opens an entry; its value is {@link #VERSION}. */
    OPENING("Key-Ring-Entry"),
    OWNER("Owner"),
    NAME("Name"),
    ORIGIN("Origin"),
    STATE("State"),
    PINNED("Pinned"),
    DECIDED("Decided"),
    NOTE("Note"),
    CAPABILITIES("Capabilities"),
    CAPABILITIES_SIGNED("Capabilities-Signed"),
    CHAIN("Chain");

    static final String VERSION = "1";
    private static final String SEPARATOR = ": ";

    private final String key;

    Field(String key) {
        this.key = key;
    }

    /** Whether that line opens an entry, of whatever version. */
    static boolean opens(String line) {
        return line.startsWith(OPENING.key + ":");
    }

    /** The field of a line {@code Key: value}. */
    static Optional<Field> of(String line) {
        return Arrays.stream(values())
                .filter(field -> line.startsWith(field.key + ":"))
                .findFirst();
    }

    String key() {
        return key;
    }

    /** A line of a file, whatever the value. */
    String line(String value) {
        return key + SEPARATOR + Escaped.text(value) + "\n";
    }

    /** The value of such a line as it was before; empty if no escape of ours is in it. */
    Optional<String> value(String line) {
        int start = key.length() + (line.startsWith(key + SEPARATOR) ? SEPARATOR.length() : 1);
        return Escaped.read(line.substring(start));
    }
}
