package org.smimegate.matchers;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.MatcherConfig;

/** Reads what stands behind the {@code =} of a matcher. */
final class Conditions {
    private Conditions() {}

    /**
     * The words of the condition, separated by commas; none if there is no condition.
     *
     * @throws MessagingException a word is not among the allowed ones; James then refuses to start
     */
    static Set<String> read(MatcherConfig config, Collection<String> allowed) throws MessagingException {
        if (config.getCondition() == null) {
            return Set.of();
        }
        List<String> words = Arrays.stream(config.getCondition().split(",", -1))
                .map(String::strip)
                .toList();
        for (String word : words) {
            if (!allowed.contains(word)) {
                throw new MessagingException(
                        config.getMatcherName() + ": condition: " + word + " (expected: " + expected(allowed) + ")");
            }
        }
        return new LinkedHashSet<>(words);
    }

    private static String expected(Collection<String> allowed) {
        return allowed.isEmpty() ? "no condition" : "no condition, or any of " + String.join(", ", allowed);
    }
}
