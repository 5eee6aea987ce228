package org.smimegate.gateway.rules;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.GatewaySettings.Label;
import org.smimegate.gateway.GatewaySettings.Labels;

/** Reads what stands behind the {@code =} of a matcher: words, separated by commas. */
public final class Conditions {
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Conditions() {}

    /**
     * Words out of a few; none if there is no condition.
     *
     * @throws ConfigurationException a word is not among the allowed ones
     */
    public static Set<String> words(Optional<String> condition, Collection<String> allowed)
            throws ConfigurationException {
        if (condition.isEmpty()) {
            return Set.of();
        }
        Set<String> words = new LinkedHashSet<>(split(condition.get()));
        for (String word : words) {
            if (!allowed.contains(word)) {
                throw new ConfigurationException("condition: " + word + " (expected: " + expected(allowed) + ")");
            }
        }
        return words;
    }

    private static String expected(Collection<String> allowed) {
        return allowed.isEmpty() ? "no condition" : "no condition, or any of " + String.join(", ", allowed);
    }

    /**
     * GUIDs of labels, in lower case; they are given as such or by the labels' names.
     *
     * @throws ConfigurationException there is none, or a word is neither
     */
    public static Set<String> guids(Optional<String> condition, Labels labels) throws ConfigurationException {
        Set<String> found = new LinkedHashSet<>();
        for (String word : split(condition.orElse(""))) {
            found.add(guid(word, labels));
        }
        return found;
    }

    private static String guid(String word, Labels labels) throws ConfigurationException {
        String lower = word.toLowerCase(Locale.ROOT);
        if (GUID.matcher(lower).matches()) {
            return lower;
        }
        return labels.labels().stream()
                .filter(label -> label.name().toLowerCase(Locale.ROOT).equals(lower))
                .map(Label::guid)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("condition: "
                        + (word.isEmpty() ? "\"\"" : word) + " (expected: GUIDs of labels, or names of <label> in"
                        + " smime.xml "
                        + labels.labels().stream().map(Label::name).toList()
                        + ", separated by commas)"));
    }

    private static List<String> split(String condition) {
        return Arrays.stream(condition.split(",", -1)).map(String::strip).toList();
    }
}
