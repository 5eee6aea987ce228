package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smimegate.core.message.Mail.bytes;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\rb", "a\0b", "a\r\n", "\n b"})
    void shouldRefuseLineBreaks_whenAFieldIsMade(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderField.of("X", value))
                .withMessageContaining("header field X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e4"})
    void shouldRefuseBadNames_whenAFieldIsMade(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderField.of(name, "x"));
    }

    @Test
    void shouldFold_whenAFieldIsMadeFolded() {
        HeaderField field = HeaderField.of("Content-Type", "a/b;\r\n\tc=\"\u00e4\"");

        assertThat(field.raw()).isEqualTo("Content-Type: a/b;\r\n\tc=\"\u00e4\"\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(field.value()).isEqualTo("a/b;\tc=\"\u00e4\"");
        assertThat(field).isEqualTo(HeaderField.read(field.raw())).hasToString("HeaderField[Content-Type]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "From: x,From",
                "From : x,From",
                "From\t: x,From",
                ":x,``",
                "` From: x`,``",
                "Fr om: x,``",
                "From,``",
                "``,``"
            })
    void shouldReadNames(String line, String name) {
        assertThat(HeaderField.read(bytes(line)).name()).isEqualTo(name);
    }

    @Test
    void shouldReadValues_inUtf8OrElseLatin1() {
        assertThat(HeaderField.read("S: \u20ac".getBytes(StandardCharsets.UTF_8))
                        .value())
                .isEqualTo("\u20ac");
        assertThat(HeaderField.read(bytes("S: \u00e4\u00f6")).value()).isEqualTo("\u00e4\u00f6");
        assertThat(HeaderField.read(bytes("S:a:b\r\n c \r\n")).value()).isEqualTo("a:b c");
        assertThat(HeaderField.read(bytes("none\r\n")).value()).isEmpty();
    }

    @Test
    void shouldKnowContentFields() {
        assertThat(HeaderField.of("CONTENT-X", "").isContent()).isTrue();
        assertThat(HeaderField.of("Content", "").isContent()).isFalse();
        assertThat(HeaderField.of("X-Content-Type", "").isContent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: 1",
                "x-a : 1",
                "X\0-A: 1",
                "X-A\u00ff: 1",
                " X-A: 1",
                "X -A: 1",
                "B: 1\rX-A: 2",
                "b\rX-A: 2"
            })
    void shouldResemble_whatAnyReaderCouldSee(String line) {
        assertThat(HeaderField.read(bytes(line)).resembles("X-A")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-AB: 1", "B: X-A: 1", "B: 1\r\n X-A: 2", "B: 1\r X-A: 2", "X-A"})
    void shouldNotResemble_whatNobodySees(String line) {
        assertThat(HeaderField.read(bytes(line)).resembles("X-A")).isFalse();
    }
}
