package org.smimegate.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import org.apache.mailet.Mailet;
import org.apache.mailet.Matcher;
import org.junit.jupiter.api.Test;
import org.smimegate.gateway.rules.MailetRule;
import org.smimegate.gateway.rules.MatcherRule;

/** What {@code smimegate check} knows is what the jar holds. */
class RulesTest {
    @Test
    void shouldKnowEveryMailet() {
        assertThat(Arrays.stream(MailetRule.values()).map(MailetRule::className))
                .containsExactlyInAnyOrderElementsOf(classes("org.smimegate.mailets", Mailet.class));
    }

    @Test
    void shouldKnowEveryMatcher() {
        assertThat(Arrays.stream(MatcherRule.values()).map(MatcherRule::className))
                .containsExactlyInAnyOrderElementsOf(classes("org.smimegate.matchers", Matcher.class));
    }

    private static List<String> classes(String folder, Class<?> kind) {
        return new ClassFileImporter()
                .importPackages(folder).stream()
                        .filter(type -> type.isAssignableTo(kind) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList();
    }
}
