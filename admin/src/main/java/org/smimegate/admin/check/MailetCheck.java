package org.smimegate.admin.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.smimegate.admin.check.MailetContainer.Mailet;
import org.smimegate.admin.check.MailetContainer.Parameter;
import org.smimegate.gateway.CheckedSettings;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.SendingProfile;
import org.smimegate.gateway.rules.MailetParameters;
import org.smimegate.gateway.rules.MailetRule;
import org.smimegate.gateway.rules.OutboundSettings;

/** Whether our mailets can start: names, parameters, processors and keys. */
final class MailetCheck {
    private static final String OURS = "org.smimegate.";

    private final Optional<CheckedSettings> settings;
    private final ProcessorCheck processors;
    private final Findings findings;

    MailetCheck(Optional<CheckedSettings> settings, ProcessorCheck processors, Findings findings) {
        this.settings = settings;
        this.processors = processors;
        this.findings = findings;
    }

    void run(Mailet mailet) {
        Optional<MailetRule> rule = MailetRule.ofClass(mailet.className());
        if (rule.isPresent()) {
            check(mailet, rule.get());
        } else if (mailet.className().startsWith(OURS)) {
            findings.add(mailet.line(), "mailet/@class: " + mailet.className() + " (expected: one of " + names() + ")");
        } else {
            Arrays.stream(MailetRule.values())
                    .filter(known -> known.simpleName().equals(mailet.className()))
                    .forEach(known -> findings.add(
                            mailet.line(),
                            "mailet/@class: " + mailet.className() + " (expected: " + known.className() + ")"));
        }
    }

    private static String names() {
        return Arrays.stream(MailetRule.values()).map(MailetRule::className).collect(Collectors.joining(", "));
    }

    /** The server stops at the first mistake: it is taken out here, and the rest read again. */
    private void check(Mailet mailet, MailetRule rule) {
        if (rule == MailetRule.SEND && settings.isEmpty()) {
            return;
        }
        Map<String, Parameter> left = mailet.parameters().stream()
                .filter(parameter -> !parameter.value().contains("${"))
                .collect(Collectors.toMap(Parameter::name, p -> p, (first, second) -> second, TreeMap::new));
        while (true) {
            MailetParameters parameters = parameters(rule, left.values());
            try {
                needs(mailet, rule, parameters);
                return;
            } catch (ConfigurationException e) {
                String message = String.valueOf(e.getMessage());
                Optional<Parameter> named = named(left.values(), message);
                findings.add(named.map(Parameter::line).orElse(mailet.line()), rule.simpleName() + ": " + message);
                if (named.isEmpty()) {
                    return;
                }
                left.remove(named.get().name());
            }
        }
    }

    private static MailetParameters parameters(MailetRule rule, Collection<Parameter> parameters) {
        return new MailetParameters(
                rule.simpleName(), parameters.stream().collect(Collectors.toMap(Parameter::name, Parameter::value)));
    }

    /** The parameter that a message begins with. */
    private static Optional<Parameter> named(Collection<Parameter> parameters, String message) {
        return parameters.stream()
                .filter(parameter -> message.startsWith(parameter.name() + ":"))
                .findFirst();
    }

    private void needs(Mailet mailet, MailetRule rule, MailetParameters parameters) throws ConfigurationException {
        for (String processor : rule.read(parameters, profiles())) {
            processors.require(processor, mailet.line(), rule.simpleName() + " needs processor " + processor);
        }
        if (rule == MailetRule.SIGN) {
            checkKey(mailet, OutboundSettings.sign(parameters).profile());
        }
    }

    private List<SendingProfile> profiles() {
        return settings.map(CheckedSettings::profiles).orElse(List.of());
    }

    private void checkKey(Mailet mailet, SendingProfile profile) {
        settings.flatMap(known -> known.unknownCredential(profile, "SMimeSign: credential"))
                .ifPresent(message -> findings.add(
                        mailet.parameter("credential").map(Parameter::line).orElse(mailet.line()), message));
    }
}
