package org.smimegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void shouldBeTheContractsNumbers_whenDefault() {
        // FAIL-CLOSED rule 16.
        assertThat(Limits.defaults())
                .isEqualTo(new Limits(200L * 1024 * 1024, 100L * 1024 * 1024, 100, 4, 500, 4, 20, 5));
    }

    @Test
    void shouldNameLimitAndValue_whenNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(1, 1, 1, 0, 1, 1, 1, 1))
                .withMessage("limits: layers: 0 (expected: more than 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(-1, 1, 1, 1, 1, 1, 1, 1))
                .withMessage("limits: cms: -1 (expected: more than 0)");
    }
}
