package org.smimegate.admin.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smimegate.admin.check.MailetContainer.Match;
import org.smimegate.admin.check.MailetContainer.Processor;
import org.smimegate.gateway.CheckedSettings;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.GatewaySettings.Labels;
import org.smimegate.gateway.rules.MatcherRule;

/** Whether our matchers can start: names and conditions. */
final class MatcherCheck {
    private static final String OURS = "org.smimegate.";

    private final Optional<CheckedSettings> settings;
    private final Findings findings;

    MatcherCheck(Optional<CheckedSettings> settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    void run(Processor processor) {
        Set<String> composites = processor.matchers().stream().map(Match::name).collect(Collectors.toSet());
        Stream<Match> ofMailets = processor.mailets().stream()
                .flatMap(mailet -> mailet.match().stream())
                .filter(match -> !composites.contains(match.text()));
        Stream.concat(processor.matchers().stream(), ofMailets).forEach(this::check);
    }

    private void check(Match match) {
        if (match.both()) {
            findings.add(match.line(), "match and notmatch (expected: one of them)");
        }
        Optional<MatcherRule> rule = MatcherRule.ofClass(match.className());
        if (rule.isPresent()) {
            checkCondition(match, rule.get());
        } else if (match.className().startsWith(OURS)) {
            findings.add(match.line(), "match: " + match.className() + " (expected: one of " + names() + ")");
        } else {
            Arrays.stream(MatcherRule.values())
                    .filter(known -> known.simpleName().equals(match.className()))
                    .forEach(known -> findings.add(
                            match.line(), "match: " + match.className() + " (expected: " + known.className() + ")"));
        }
    }

    private static String names() {
        return Arrays.stream(MatcherRule.values()).map(MatcherRule::className).collect(Collectors.joining(", "));
    }

    private void checkCondition(Match match, MatcherRule rule) {
        if (rule == MatcherRule.HAS_LABEL_GUID && settings.isEmpty()
                || match.text().contains("${")) {
            return;
        }
        Labels labels =
                settings.map(known -> known.settings().labels()).orElse(new Labels(Optional.empty(), List.of()));
        try {
            rule.read(match.condition(), labels);
        } catch (ConfigurationException e) {
            findings.add(match.line(), rule.simpleName() + ": " + e.getMessage());
        }
    }
}
