package org.smimegate.gateway;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;

/**
 * The text of one attribute, to be read as what it shall be.
 *
 * @param place for messages
 * @param written false: its default
 */
record Setting(String place, String text, boolean written) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(KB|MB|GB)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}) ?(ms|s|min|h|d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The refusal of this text. */
    ConfigurationException refused(String expected) {
        return new ConfigurationException(
                place + ": " + (text.isEmpty() ? "\"\"" : text) + " (expected: " + expected + ")");
    }

    String filled(String expected) throws ConfigurationException {
        if (text.isBlank()) {
            throw refused(expected);
        }
        return text;
    }

    String matching(Pattern pattern, String expected) throws ConfigurationException {
        if (!pattern.matcher(text).matches()) {
            throw refused(expected);
        }
        return text;
    }

    boolean yesOrNo() throws ConfigurationException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused("true, false");
        };
    }

    <T> T oneOf(T[] values, Function<T, String> token) throws ConfigurationException {
        List<String> tokens = Arrays.stream(values).map(token).toList();
        int index = tokens.indexOf(text);
        if (index < 0) {
            throw refused(String.join(", ", tokens));
        }
        return values[index];
    }

    int number(int least, int most) throws ConfigurationException {
        int value = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            throw refused("a number from " + least + " to " + most);
        }
        return value;
    }

    /** Bytes; 1 KB is 1024. */
    long size() throws ConfigurationException {
        Matcher matcher = SIZE.matcher(text);
        long value = matcher.matches() ? Long.parseLong(matcher.group(1)) << shift(matcher.group(2)) : 0;
        if (value == 0) {
            throw refused("a size such as 200 MB, in KB, MB or GB");
        }
        return value;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "KB" -> 10;
            case "MB" -> 20;
            default -> 30;
        };
    }

    Duration duration() throws ConfigurationException {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw refused("a time such as 2 s, in ms, s, min, h or d");
        }
        int value = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(value);
            case "s" -> Duration.ofSeconds(value);
            case "min" -> Duration.ofMinutes(value);
            case "h" -> Duration.ofHours(value);
            default -> Duration.ofDays(value);
        };
    }

    /** A host name, as it is written. */
    String host() throws ConfigurationException {
        if (!DomainName.isValid(text)) {
            throw refused("a host name such as gw.example.org");
        }
        return text;
    }

    Address address() throws ConfigurationException {
        return Address.parse(text)
                .filter(a -> DomainName.isValid(a.domain()))
                .orElseThrow(() -> refused("an address such as postmaster@example.org"));
    }

    List<String> words() {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** Domains, each {@code example.org} or {@code *.example.org}, in normal form. */
    Set<String> domains() throws ConfigurationException {
        return patterns("domains such as example.org *.example.org, separated by blanks");
    }

    /** As {@link #domains}, of names that are called otherwise. */
    Set<String> patterns(String expected) throws ConfigurationException {
        Set<String> patterns = new HashSet<>();
        for (String word : words()) {
            patterns.add(DomainName.pattern(word).orElseThrow(() -> refused(expected)));
        }
        return patterns;
    }

    /** Naming the default is no more than leaving it out: the folder may be missing. */
    ConfiguredPath pathOr(String standard, FileLocator files) throws ConfigurationException {
        return new Setting(place, text, written && !text.equals(standard)).path(files);
    }

    ConfiguredPath path(FileLocator files) throws ConfigurationException {
        try {
            return new ConfiguredPath(place, files.locate(text), written);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(place + ": " + e.getMessage(), e);
        }
    }

    /** {@code file://...} or {@code env:NAME}; empty if nothing is said. The text is not repeated: it may be the secret. */
    Optional<SecretReference> secret(FileLocator files) throws ConfigurationException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.startsWith("env:")
                && ENVIRONMENT_NAME.matcher(text.substring(4)).matches()) {
            return Optional.of(new SecretReference(place, text.substring(4)));
        }
        if (!text.startsWith("file://")) {
            throw new ConfigurationException(
                    place + ": not a reference to a secret (expected: file://... with mode 0600, or env:NAME)");
        }
        return Optional.of(new SecretReference(place, path(files).path()));
    }
}
