package org.smimegate.admin.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.smimegate.admin.check.MailetContainer.Mailet;
import org.smimegate.admin.check.MailetContainer.Processor;
import org.smimegate.gateway.rules.MailetParameters;

/** Whether processors have names that James finds, and every processor that is named is there. */
final class ProcessorCheck {
    private static final List<String> NEEDED_BY_JAMES = List.of("root", "error");
    private static final String RESERVED = "ghost";

    /** Of James' own mailets, the parameters that name processors. */
    private static final Map<String, List<String>> NAMING = Map.of(
            "ToProcessor", List.of("processor"),
            "Requeue", List.of("processor"),
            "RecipientRewriteTable", List.of("errorProcessor"),
            "RemoteDelivery", List.of("bounceProcessor", "onSuccess"));

    private static final List<String> ON_EXCEPTION =
            List.of(MailetParameters.ON_MAILET_EXCEPTION, MailetParameters.ON_MATCH_EXCEPTION);
    private static final List<String> NO_PROCESSORS = List.of("ignore", "propagate", "nomatch", "matchall");

    private final MailetContainer container;
    private final Findings findings;
    private final Set<String> names = new TreeSet<>();

    ProcessorCheck(MailetContainer container, Findings findings) {
        this.container = container;
        this.findings = findings;
        container.processors().forEach(processor -> names.add(processor.name()));
    }

    void run() {
        NEEDED_BY_JAMES.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> findings.add(
                        container.line(), "no processor " + name + " (expected: James does not start without it)"));
        Map<String, Integer> lines = new HashMap<>();
        for (Processor processor : container.processors()) {
            checkName(processor, lines);
        }
        container.mailets().forEach(this::checkNamed);
    }

    private void checkName(Processor processor, Map<String, Integer> lines) {
        String name = processor.name();
        if (name.isEmpty() || name.equals(RESERVED)) {
            findings.add(
                    processor.line(),
                    "processor/@state: " + (name.isEmpty() ? "\"\"" : name) + " (expected: a name; not " + RESERVED
                            + ")");
            return;
        }
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            findings.add(
                    processor.line(),
                    "processor/@state: " + name + " (expected: lower case; James looks for what onMailetException and"
                            + " onMatchException name in lower case only)");
        }
        Integer before = lines.put(name, processor.line());
        if (before != null) {
            findings.add(
                    processor.line(),
                    "processor/@state: " + name + " stands in line " + before
                            + " too (expected: once; James forgets the first)");
        }
    }

    private void checkNamed(Mailet mailet) {
        for (Map.Entry<String, List<String>> entry : NAMING.entrySet()) {
            if (mailet.is(entry.getKey())) {
                entry.getValue().forEach(parameter -> checkParameter(mailet, parameter));
            }
        }
        ON_EXCEPTION.forEach(parameter -> checkParameter(mailet, parameter));
    }

    private void checkParameter(Mailet mailet, String parameter) {
        mailet.parameter(parameter)
                .filter(named -> !NO_PROCESSORS.contains(named.value().toLowerCase(Locale.ROOT)))
                .filter(named -> !named.value().contains("${"))
                .ifPresent(named -> require(named.value(), named.line(), parameter + ": " + named.value()));
    }

    /** @param what what needs it, for the message */
    void require(String name, int line, String what) {
        if (!names.contains(name) && !NEEDED_BY_JAMES.contains(name)) {
            findings.add(line, what + ": no such processor (expected: one of " + String.join(", ", names) + ")");
        }
    }
}
