package org.smimegate.mailets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.ProcessingState;
import org.smimegate.mailets.tls.MailServer;
import org.smimegate.mailets.tls.Peer;
import org.smimegate.mailets.tls.TlsRoutes;

/**
 * The parameters of {@link RequireTls}.
 *
 * @param mailet its name, for the log
 * @param report whether mail goes on as if the mailet were not there
 * @param probe whether domains are looked at before their mail is queued
 * @param delivery what RemoteDelivery gets
 * @param errorProcessors processors that James' own parameters name
 */
record RequireTlsSettings(
        String mailet,
        boolean report,
        Peer peer,
        boolean probe,
        TlsRoutes routes,
        Map<String, String> delivery,
        Set<String> errorProcessors) {
    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern PROCESSOR = Pattern.compile("[^\\s,]+");
    private static final List<String> RESERVED = List.of("ignore", "propagate", "nomatch", "matchall");

    RequireTlsSettings {
        delivery = Map.copyOf(delivery);
        errorProcessors = Set.copyOf(errorProcessors);
    }

    static RequireTlsSettings read(MailetConfig config) throws MessagingException {
        Parameters parameters = new Parameters(config);
        DeliveryParameters.refuseWeakening(config, parameters);
        List<String> allowed = new ArrayList<>(List.of("mode", "peer", "probe", "bounceProcessor", "outgoing"));
        allowed.addAll(DeliveryParameters.NAMES);
        return new Reader(config.getMailetName(), parameters, parameters.read(allowed)).settings();
    }

    private record Reader(String mailet, Parameters parameters, Map<String, String> values) {
        RequireTlsSettings settings() throws MessagingException {
            String mode = oneOf("mode", List.of("enforce", "report"));
            String peer =
                    oneOf("peer", Arrays.stream(Peer.values()).map(Peer::token).toList());
            String probe = oneOf("probe", List.of("false", "true"));
            return new RequireTlsSettings(
                    mailet,
                    mode.equals("report"),
                    peer.equals(Peer.ANY.token()) ? Peer.ANY : Peer.VERIFIED,
                    probe.equals("true"),
                    new TlsRoutes(
                            queue(),
                            processor("bounceProcessor", TlsRoutes.BOUNCE),
                            values.containsKey("onSuccess")
                                    ? Optional.of(processor("onSuccess", ""))
                                    : Optional.empty()),
                    new DeliveryParameters(parameters, values).checked(),
                    parameters.errorProcessors());
        }

        private String oneOf(String name, List<String> allowed) throws MessagingException {
            String value = values.getOrDefault(name, allowed.get(0));
            if (!allowed.contains(value)) {
                throw parameters.refused(name + ": " + value + " (expected: " + String.join(", ", allowed) + ")");
            }
            return value;
        }

        /** The queue of incoming mail is James' own. */
        private String queue() throws MessagingException {
            String queue = values.getOrDefault("outgoing", TlsRoutes.OUTGOING);
            if (!QUEUE.matcher(queue).matches()
                    || queue.toLowerCase(Locale.ROOT).equals("spool")) {
                throw parameters.refused(
                        "outgoing: " + queue + " (expected: the name of a queue that nothing else uses; not spool)");
            }
            return queue;
        }

        private String processor(String name, String standard) throws MessagingException {
            String value = values.getOrDefault(name, standard);
            if (!PROCESSOR.matcher(value).matches() || RESERVED.contains(value)) {
                throw parameters.refused(name + ": " + value + " (expected: the name of a processor)");
            }
            return value;
        }
    }

    /** Servers that all mail goes to; empty: those that DNS names for each domain. */
    List<MailServer> gateways() {
        return MailServer.gateways(delivery.getOrDefault("gateway", ""), delivery.getOrDefault("gatewayPort", "25"));
    }

    /** Every processor a mail may be sent to; James refuses to start without one of them. */
    Collection<ProcessingState> processors() {
        Set<String> names = new TreeSet<>(errorProcessors);
        names.add(Mail.ERROR);
        if (!report) {
            names.add(routes.bounce());
            routes.onSuccess().ifPresent(names::add);
        }
        return names.stream().map(ProcessingState::new).toList();
    }
}
