package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void shouldKeepOneLine_whenMailHoldsControlCharacters() {
        assertThat(LogText.of("a\r\nb\u0000c\u001b[31md\u202ee\u0085f")).isEqualTo("a??b?c?[31md?e?f");
    }

    @Test
    void shouldCutLongText() {
        assertThat(LogText.of("x".repeat(10_000))).hasSize(503).endsWith("...");
    }

    @Test
    void shouldSeparateItemsByBlanks() {
        assertThat(LogText.list(List.of("a", "b\n"))).isEqualTo("a b?");
    }
}
