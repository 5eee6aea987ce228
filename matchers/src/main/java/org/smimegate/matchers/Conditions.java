package org.smimegate.matchers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.MatcherConfig;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.GatewaySettings.Labels;
import org.smimegate.gateway.rules.MatcherRule;

/** Reads what stands behind the {@code =} of a matcher by its rule. What that refuses keeps James from starting. */
final class Conditions {
    private Conditions() {}

    /** For a matcher that has nothing to do with labels. */
    static Set<String> read(MatcherConfig config, MatcherRule rule) throws MessagingException {
        return read(config, rule, new Labels(Optional.empty(), List.of()));
    }

    /** @param labels of smime.xml */
    static Set<String> read(MatcherConfig config, MatcherRule rule, Labels labels) throws MessagingException {
        try {
            return rule.read(Optional.ofNullable(config.getCondition()), labels);
        } catch (ConfigurationException e) {
            throw new MessagingException(config.getMatcherName() + ": " + e.getMessage(), e);
        }
    }
}
