package org.smimegate.gateway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.smimegate.gateway.ConfigurationException;

/**
 * What RequireTls does.
 *
 * @param report whether mail goes on as if the mailet were not there
 * @param verified whether the receiving server must show a certificate that is believed
 * @param probe whether domains are looked at before their mail is queued
 * @param outgoing the queue, which nothing else may use
 * @param bounce the processor of mail that is given up
 * @param onSuccess the processor of mail that was delivered
 * @param delivery what RemoteDelivery gets
 * @param errorProcessors processors that James' own parameters name
 */
public record RequireTlsParameters(
        boolean report,
        boolean verified,
        boolean probe,
        String outgoing,
        String bounce,
        Optional<String> onSuccess,
        Map<String, String> delivery,
        Set<String> errorProcessors) {
    /** The queue of a RequireTls that names none. */
    public static final String OUTGOING = "outgoing-tls";

    /** The processor of a RequireTls that names none. */
    public static final String BOUNCE = "tls-bounce";

    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern PROCESSOR = Pattern.compile("[^\\s,]+");
    private static final List<String> RESERVED = List.of("ignore", "propagate", "nomatch", "matchall");

    public RequireTlsParameters {
        delivery = Map.copyOf(delivery);
        errorProcessors = Set.copyOf(errorProcessors);
    }

    /** @throws ConfigurationException one would weaken TLS, is unknown, or would not be obeyed by RemoteDelivery */
    public static RequireTlsParameters read(MailetParameters parameters) throws ConfigurationException {
        DeliveryParameters.refuseWeakening(parameters);
        List<String> allowed = new ArrayList<>(List.of("mode", "peer", "probe", "bounceProcessor", "outgoing"));
        allowed.addAll(DeliveryParameters.NAMES);
        return new Reader(parameters.read(allowed)).read(parameters.errorProcessors());
    }

    private record Reader(Map<String, String> values) {
        RequireTlsParameters read(Set<String> errorProcessors) throws ConfigurationException {
            return new RequireTlsParameters(
                    oneOf("mode", "enforce", "report").equals("report"),
                    oneOf("peer", "verified", "any").equals("verified"),
                    oneOf("probe", "false", "true").equals("true"),
                    queue(),
                    processor("bounceProcessor", BOUNCE),
                    values.containsKey("onSuccess") ? Optional.of(processor("onSuccess", "")) : Optional.empty(),
                    new DeliveryParameters(values).checked(),
                    errorProcessors);
        }

        private String oneOf(String name, String standard, String other) throws ConfigurationException {
            String value = values.getOrDefault(name, standard);
            if (!List.of(standard, other).contains(value)) {
                throw new ConfigurationException(name + ": " + value + " (expected: " + standard + ", " + other + ")");
            }
            return value;
        }

        /** The queue of incoming mail is James' own. */
        private String queue() throws ConfigurationException {
            String queue = values.getOrDefault("outgoing", OUTGOING);
            if (!QUEUE.matcher(queue).matches()
                    || queue.toLowerCase(Locale.ROOT).equals("spool")) {
                throw new ConfigurationException(
                        "outgoing: " + queue + " (expected: the name of a queue that nothing else uses; not spool)");
            }
            return queue;
        }

        private String processor(String name, String standard) throws ConfigurationException {
            String value = values.getOrDefault(name, standard);
            if (!PROCESSOR.matcher(value).matches() || RESERVED.contains(value)) {
                throw new ConfigurationException(name + ": " + value + " (expected: the name of a processor)");
            }
            return value;
        }
    }

    /** Every processor a mail may be sent to. */
    public Set<String> processors() {
        Set<String> names = new TreeSet<>(errorProcessors);
        names.add(Processors.ERROR);
        if (!report) {
            names.add(bounce);
            onSuccess.ifPresent(names::add);
        }
        return names;
    }
}
