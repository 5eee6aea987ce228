package org.smimegate.keys.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Address;

class AnswersTest {
    @Test
    void shouldForgetUnusedAnswer_whenThereAreTooMany() {
        Answers answers = new Answers(Duration.ofMinutes(1), () -> 0);
        for (int i = 0; i < 5_000; i++) {
            answers.keep(recipient(i), List.of());
        }

        assertThat(answers.about(recipient(0))).isPresent();
        answers.keep(recipient(5_000), List.of());

        assertThat(answers.about(recipient(0))).isPresent();
        assertThat(answers.about(recipient(1))).isEmpty();
        assertThat(answers.about(recipient(5_000))).isPresent();
    }

    private static Address recipient(int i) {
        return new Address("r" + i, "example.org");
    }
}
