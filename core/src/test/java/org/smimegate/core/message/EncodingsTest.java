package org.smimegate.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.message.Mail.bytes;
import static org.smimegate.core.message.Mail.written;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of base64, quoted-printable and canonical line ends. */
class EncodingsTest {
    private static final int[] SIZES = {0, 1, 2, 3, 56, 57, 58, 114, 7295, 7296, 7297, 16_384, 100_001};
    private static final int[] STEPS = {1, 5, 57, 4096, 1_000_000};

    @Test
    void shouldEncodeBase64AsTheJdkDoes_whateverTheBlocks() throws Exception {
        for (int size : SIZES) {
            byte[] content = random(size);
            String expected = Base64.getMimeEncoder().encodeToString(content) + (size == 0 ? "" : "\r\n");
            for (int step : STEPS) {
                String encoded = written(out -> {
                    Base64Output encoder = new Base64Output(out);
                    for (int at = 0; at < size; at += step) {
                        encoder.write(content, at, Math.min(step, size - at));
                    }
                    encoder.finish();
                });
                assertThat(encoded).isEqualTo(expected);
            }
            assertThat(written(out -> {
                        try (Base64Output encoder = new Base64Output(out)) {
                            for (byte b : content) {
                                encoder.write(b);
                            }
                        }
                    }))
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldDecodeBase64_whateverTheBlocksAndLines() throws Exception {
        for (int size : SIZES) {
            byte[] content = random(size);
            for (int line : new int[] {4, 60, 64, 76, 77, 4_000_000}) {
                for (String lineEnd : new String[] {"\r\n", "\n", " \t\r\n"}) {
                    String encoded = lines(Base64.getEncoder().encodeToString(content), line, lineEnd);
                    assertThat(base64(encoded)).isEqualTo(content);
                }
            }
        }
    }

    private static String lines(String text, int length, String lineEnd) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < text.length(); at += length) {
            lines.append(text, at, Math.min(text.length(), at + length)).append(lineEnd);
        }
        return lines.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "QUJD,ABC",
        "QUI=,AB",
        "QUI,AB",
        "QQ==,A",
        "QQ=,A",
        "QQ,A",
        "Q,''",
        "=,''",
        "QUJDQ,ABC",
        "QQ==QUJD,A",
        "QUJD=QUJD,ABC",
        "Q U\tJ D,ABC",
        "Q-U_J.D!,ABC",
        "'',''"
    })
    void shouldDecodeBase64_whenItIsOdd(String encoded, String expected) throws Exception {
        assertThat(new String(base64(encoded), ISO_8859_1)).isEqualTo(expected);
    }

    @Test
    void shouldEndTheData_whenTooMuchIsNoBase64() throws Exception {
        assertThat(base64("QUJD" + "-".repeat(1000) + "QUJD")).isEqualTo(bytes("ABCABC"));
        assertThat(base64("QUJD" + "-".repeat(1001) + "QUJD")).isEqualTo(bytes("ABC"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain text | plain text",
                "a=b | a=3Db",
                "`tab\tend\t` | `tab\tend=09`",
                "`blank \r\nend ` | `blank=20\r\nend=20`",
                "`one\ntwo\r\n` | `one\r\ntwo\r\n`",
                "`a\rb` | a=0Db",
                "`a\r` | a=0D",
                "`a\r\r\n` | `a=0D\r\n`",
                "aNULb | a=00b",
                "`\u00e4\u00ff\u007f` | =E4=FF=7F",
                "From here | =46rom here",
                "Fromage | Fromage",
                "--b | =2D-b",
                "- b | - b",
                "`.\r\n..\r\n.` | `=2E\r\n..\r\n=2E`",
                "`` | ``"
            })
    void shouldEncodeQuotedPrintable(String written, String expected) throws Exception {
        String text = written.replace("NUL", "\0");
        assertThat(quoted(text)).isEqualTo(expected);
        assertThat(new String(unquoted(expected), ISO_8859_1))
                .isEqualTo(text.replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    @Test
    void shouldKeepLinesShort_andGiveBackTheText() throws Exception {
        Random random = new Random(7);
        String alphabet = "aaaa  ..--==From \t\u00e4\u00f6\0\rx";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(1000); i > 0; i--) {
                text.append(random.nextInt(60) == 0 ? "\r\n" : alphabet.charAt(random.nextInt(alphabet.length())));
                if (random.nextInt(80) == 0) {
                    text.append("From -- ");
                }
            }
            String encoded = quoted(text.toString());
            assertThat(encoded.split("\r\n")).allMatch(line -> line.length() <= 76);
            assertThat(Mail.scan("A: b\r\n\r\n" + encoded).root().content().safe())
                    .isTrue();
            assertThat(new String(unquoted(encoded), ISO_8859_1)).isEqualTo(text.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=e4=E4 | `\u00e4\u00e4`",
                "`a=\r\nb=\nc` | abc",
                "`a= \t\r\nb` | ab",
                "`a \t\r\nb ` | `a\r\nb`",
                "`a\nb` | `a\r\nb`",
                "=4 | =4",
                "=ZZ= x=4G | =ZZ= x=4G",
                "a= | a",
                "`a=\rb` | `a=\rb`",
                "`a\rb\r` | `a\rb\r`",
                "==41 | =A",
                "=3D41 | =41",
                "`\u00e4` | `\u00e4`"
            })
    void shouldDecodeQuotedPrintable_whenItIsOdd(String encoded, String expected) throws Exception {
        assertThat(new String(unquoted(encoded), ISO_8859_1)).isEqualTo(expected);
    }

    @Test
    void shouldDecodeQuotedPrintable_whenBlanksAreEndless() throws Exception {
        assertThat(unquoted("a" + " ".repeat(100_000) + "b")).hasSize(100_002);
        assertThat(unquoted("a=" + " ".repeat(100_000) + "b")).hasSize(100_003);
        assertThat(unquoted("\n".repeat(100_000))).hasSize(200_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\n", "\r", "\r\n", "a\nb\n", "a\r\nb\n\n\r\n", "a\r\r\n\rb\n", "\n\r\n\r"})
    void shouldMakeLineEndsCanonical_whateverTheBlocks(String text) throws Exception {
        String expected = text.replaceAll("(?<!\r)\n", "\r\n");
        for (int step = 1; step < 4; step++) {
            int size = step;
            assertThat(written(out -> {
                        CrlfOutputStream canonical = new CrlfOutputStream(out);
                        for (int at = 0; at < text.length(); at += size) {
                            canonical.write(bytes(text), at, Math.min(size, text.length() - at));
                        }
                        canonical.close();
                    }))
                    .isEqualTo(expected);
        }
        assertThat(written(out -> {
                    CrlfOutputStream canonical = new CrlfOutputStream(out);
                    for (byte b : bytes(text)) {
                        canonical.write(b);
                    }
                    canonical.flush();
                }))
                .isEqualTo(expected);
    }

    @Test
    void shouldMakeLineEndsCanonical_whenBlocksAreLarge() throws Exception {
        String text = ("x".repeat(70) + "\n").repeat(3000) + "y".repeat(50_000) + "\n";

        assertThat(written(out -> {
                    CrlfOutputStream canonical = new CrlfOutputStream(out);
                    canonical.write(bytes(text));
                    canonical.finish();
                }))
                .isEqualTo(text.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"7bit,QUI=", "BINARY,QUI=", "base64,AB", "Base64 (x),AB", "quoted-printable,QUI"})
    void shouldOpenBodies_asTheirEncodingSays(String encoding, String expected) throws Exception {
        RawMessage message = Mail.scan("Content-Transfer-Encoding: " + encoding + "\r\n\r\nQUI=");
        try (InputStream in = message.root().openBody(message.source())) {
            assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(expected);
        }
    }

    @Test
    void shouldNotOpenBodies_inUnknownEncodings() throws Exception {
        RawMessage message = Mail.scan("Content-Transfer-Encoding: x-uuencode\r\n\r\nQUI=");

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> message.root().openBody(message.source()).close())
                .isInstanceOf(org.smimegate.core.outcome.UnreadableMessageException.class);
    }

    private static byte[] base64(String encoded) throws Exception {
        try (InputStream in = new Base64Input(new ByteArrayInputStream(bytes(encoded)))) {
            return in.readAllBytes();
        }
    }

    private static byte[] unquoted(String encoded) throws Exception {
        try (InputStream in = new QuotedPrintableInput(new ByteArrayInputStream(bytes(encoded)))) {
            return in.readAllBytes();
        }
    }

    private static String quoted(String text) throws Exception {
        return written(out -> {
            QuotedPrintableOutput encoder = new QuotedPrintableOutput(out);
            encoder.write(bytes(text));
            encoder.finish();
        });
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
