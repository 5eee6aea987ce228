package org.smimegate.gateway.rules;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.smimegate.gateway.ConfigurationException;

/**
 * The parameters of a mailet as the administrator wrote them. Whatever is not known is refused.
 *
 * @param mailet its name, for the log
 * @param written all of them, James' own too
 */
public record MailetParameters(String mailet, Map<String, String> written) {
    public static final String ON_MAILET_EXCEPTION = "onMailetException";
    public static final String ON_MATCH_EXCEPTION = "onMatchException";

    private static final Set<String> OF_JAMES = Set.of(ON_MAILET_EXCEPTION, ON_MATCH_EXCEPTION);

    /** With these words James lets a mail go on that was not protected, or breaks the processing of all its recipients. */
    private static final List<String> LEAKING = List.of("ignore", "propagate", "nomatch");

    public MailetParameters {
        written = Map.copyOf(written);
    }

    /** The values of the allowed parameters that are set; James' own are left out. */
    public Map<String, String> read(Collection<String> allowed) throws ConfigurationException {
        Map<String, String> values = new TreeMap<>(written);
        values.keySet().removeAll(OF_JAMES);
        for (String name : values.keySet()) {
            if (!allowed.contains(name)) {
                throw new ConfigurationException(name + ": unknown (expected: "
                        + (allowed.isEmpty() ? "no parameters" : String.join(", ", allowed)) + ")");
            }
        }
        values.replaceAll((name, value) -> value.strip());
        return values;
    }

    /**
     * The processors that {@code onMailetException} and {@code onMatchException} of an outbound mailet name.
     *
     * @throws ConfigurationException one of them would let mail leave that should have been protected
     */
    public Set<String> errorProcessors() throws ConfigurationException {
        Set<String> processors = new TreeSet<>();
        errorProcessor(ON_MAILET_EXCEPTION).ifPresent(processors::add);
        errorProcessor(ON_MATCH_EXCEPTION).ifPresent(processors::add);
        processors.remove("matchall");
        return processors;
    }

    /** James looks these processors up in lower case. */
    private Optional<String> errorProcessor(String name) throws ConfigurationException {
        Optional<String> value = Optional.ofNullable(written.get(name)).map(String::strip);
        if (value.isPresent()) {
            String word = value.get();
            boolean lowerCase = word.equals(word.toLowerCase(Locale.ROOT));
            if (word.isEmpty() || !lowerCase || LEAKING.contains(word)) {
                throw new ConfigurationException(
                        name + ": " + word + " (expected: the name of a processor, in lower case; not "
                                + String.join(", ", LEAKING) + ")");
            }
        }
        return value;
    }
}
