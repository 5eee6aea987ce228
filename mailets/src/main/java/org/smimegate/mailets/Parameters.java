package org.smimegate.mailets;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;

/** The parameters of a mailet as the administrator wrote them. Whatever is not known is refused, and James does not start. */
final class Parameters {
    private static final String ON_MAILET_EXCEPTION = "onMailetException";
    private static final String ON_MATCH_EXCEPTION = "onMatchException";
    private static final Set<String> OF_JAMES = Set.of(ON_MAILET_EXCEPTION, ON_MATCH_EXCEPTION);

    /** With these words James lets a mail go on that was not protected, or breaks the processing of all its recipients. */
    private static final List<String> LEAKING = List.of("ignore", "propagate", "nomatch");

    private final MailetConfig config;

    Parameters(MailetConfig config) {
        this.config = config;
    }

    /** The values of the allowed parameters that are set; James' own are left out. */
    Map<String, String> read(Collection<String> allowed) throws MessagingException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names()) {
            if (!allowed.contains(name)) {
                throw refused(name + ": unknown (expected: " + String.join(", ", allowed) + ")");
            }
            values.put(name, config.getInitParameter(name).strip());
        }
        return values;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        Iterator<String> all = config.getInitParameterNames();
        while (all.hasNext()) {
            names.add(all.next());
        }
        names.removeAll(OF_JAMES);
        return names;
    }

    /**
     * The processors that {@code onMailetException} and {@code onMatchException} of an outbound mailet name.
     *
     * @throws MessagingException one of them would let mail leave that should have been protected
     */
    Set<String> errorProcessors() throws MessagingException {
        Set<String> processors = new TreeSet<>();
        errorProcessor(ON_MAILET_EXCEPTION).ifPresent(processors::add);
        errorProcessor(ON_MATCH_EXCEPTION).ifPresent(processors::add);
        processors.remove("matchall");
        return processors;
    }

    /** James looks these processors up in lower case. */
    private Optional<String> errorProcessor(String name) throws MessagingException {
        Optional<String> value =
                Optional.ofNullable(config.getInitParameter(name)).map(String::strip);
        if (value.isPresent()) {
            String word = value.get();
            boolean lowerCase = word.equals(word.toLowerCase(Locale.ROOT));
            if (word.isEmpty() || !lowerCase || LEAKING.contains(word)) {
                throw refused(name + ": " + word + " (expected: the name of a processor, in lower case; not "
                        + String.join(", ", LEAKING) + ")");
            }
        }
        return value;
    }

    MessagingException refused(String what) {
        return new MessagingException(config.getMailetName() + ": " + what);
    }
}
