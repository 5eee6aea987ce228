package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/plain | text | plain",
                "Text/HTML; charset=utf-8 | text | html",
                "  multipart / mixed ; boundary=x | multipart | mixed",
                "(a) text (b) / (c) plain (d) | text | plain",
                "text | text | ``",
                "text; charset=x | text | ``",
                "/plain | `` | plain",
                "a/b/c | a | b/c",
                "`` | `` | ``",
                "; charset=x | `` | ``",
                "(unclosed text/plain | `` | ``",
                "TEXT/PLAIN;;; | text | plain",
                "APPLICATION/PKCS7-MIME | application | pkcs7-mime"
            })
    void shouldReadTypes(String value, String type, String subtype) {
        ContentType read = ContentType.parse(value);

        assertThat(read.type()).isEqualTo(type);
        assertThat(read.subtype()).isEqualTo(subtype);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a/b; p=v | v",
                "a/b;P = v ; q=w | v",
                "a/b; p=\"v;w=x\" | v;w=x",
                "a/b; p=\"a\\\"b\\\\c\" | a\"b\\c",
                "a/b; p=\"unclosed; q=w | unclosed; q=w",
                "a/b; p=v (a; comment=x) ; q=w | v",
                "a/b; (c) p (d) = (e) v | v",
                "a/b; p=\"v\" junk; q=w | v",
                "a/b; p=two words | two words",
                "a/b; junk; p=v | v",
                "a/b; p=v=w | v=w",
                "a/b; p=one; p=two | one",
                "a/b; p= | ``",
                "a/b; p*=utf-8''%C3%A4%20b | ä b",
                "a/b; p*=UTF-8'de'%e4 | \ufffd",
                "a/b; p*=iso-8859-1''%e4 | ä",
                "a/b; p*=%41%4 | A%4",
                "a/b; p*=nonsense''%e4 | ä",
                "a/b; p*0=one; p*1=\" two\" | one two",
                "a/b; p*1=two; p*0=one | onetwo",
                "a/b; p*0*=utf-8''%C3; p*1*=%A4; p*2=x | äx",
                "a/b; p*0=one; p*2=three | one"
            })
    void shouldReadParameters(String value, String expected) {
        assertThat(ContentType.parse(value).parameter("p")).contains(expected);
    }

    @Test
    void shouldKeepNothing_whenParametersAreGarbage() {
        assertThat(ContentType.parse("a/b; ; = ; =x; (").parameters()).isEqualTo(Map.of("", ""));
        assertThat(ContentType.parse("a/b; p*1=two; p*x=y; p*99999999999=z").parameter("p"))
                .contains("");
    }

    @Test
    void shouldSeeRepeats() {
        assertThat(Parameters.parse("a/b; p=1; P=1").repeats("p")).isTrue();
        assertThat(Parameters.parse("a/b; p=1; p*=x").repeats("p")).isTrue();
        assertThat(Parameters.parse("a/b; p*0=1; p*0*=2").repeats("p")).isTrue();
        assertThat(Parameters.parse("a/b; p*0=1; p*1=2").repeats("p")).isFalse();
    }

    @Test
    void shouldNeverThrow_whateverTheText() {
        Random random = new Random(2026);
        String alphabet = "a/b;=\"\\()*'%0123456789 \t\r\n\0\u00e4utf-8=??=";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("a/b; p*0*=utf-8''");
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(ContentType.parse(text.toString()).type()).isEqualTo("a");
            assertThat(EncodedWords.decode("=?" + text)).isNotNull();
        }
    }
}
