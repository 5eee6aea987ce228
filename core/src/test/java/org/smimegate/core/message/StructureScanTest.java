package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.smimegate.core.message.Mail.body;
import static org.smimegate.core.message.Mail.crlf;
import static org.smimegate.core.message.Mail.scan;
import static org.smimegate.core.message.Mail.whole;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

class StructureScanTest {
    private static final String TWO_PARTS = """
            From: a@x.org
            Content-Type: multipart/mixed; boundary="b"

            preamble
            --b
            Content-Type: text/plain

            one
            --b
            Content-Type: text/html; charset=utf-8

            two

            --b--
            epilogue
            """;

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void shouldFindParts_whateverTheLineEnds(String lineEnd) throws Exception {
        RawMessage message = scan(TWO_PARTS.replace("\n", lineEnd));

        assertThat(message.root().children()).hasSize(2);
        assertThat(body(message, message.root().children().get(0))).isEqualTo("one");
        assertThat(body(message, message.root().children().get(1))).isEqualTo("two" + lineEnd);
        assertThat(whole(message, message.root().children().get(0)))
                .isEqualTo("Content-Type: text/plain" + lineEnd + lineEnd + "one");
        assertThat(message.root().children().get(1).contentType().parameter("charset"))
                .contains("utf-8");
        assertThat(message.root().end()).isEqualTo(message.source().size());
        assertThat(message.root().headerStart()).isZero();
    }

    @Test
    void shouldFindParts_whenLineEndsAreMixed() throws Exception {
        RawMessage message = scan("Content-Type: multipart/mixed; boundary=b\r\n\n--b\n\r\none\r\n--b\r\n\ntwo\n--b--");

        assertThat(bodies(message, message.root())).containsExactly("one", "two");
        assertThat(message.root().content().bareLf()).isTrue();
    }

    @Test
    void shouldEndLastPartAtTheEnd_whenCloseDelimiterIsMissing() throws Exception {
        RawMessage message = scan(crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\nmore"));

        assertThat(bodies(message, message.root())).containsExactly("one", "two\r\nmore");
    }

    @Test
    void shouldNotTakePrefixes_whenBoundariesStartAlike() throws Exception {
        RawMessage message = scan(crlf("""
                Content-Type: multipart/mixed; boundary=abc

                --abc
                Content-Type: multipart/alternative; boundary=abcd

                --abcd

                inner
                --abcd--
                --abcde
                -- abc
                --abc-
                --ab
                --abc
                \n\
                last --abc
                --abc--
                """));

        assertThat(message.root().children()).hasSize(2);
        MimePart inner = message.root().children().get(0);
        assertThat(bodies(message, inner)).containsExactly("inner");
        assertThat(body(message, inner)).endsWith("--abcd--\r\n--abcde\r\n-- abc\r\n--abc-\r\n--ab");
        assertThat(body(message, message.root().children().get(1))).isEqualTo("last --abc");
    }

    @Test
    void shouldEndInnerPart_whenOuterBoundaryComesFirst() throws Exception {
        RawMessage message = scan(crlf("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner

                cut
                --outer

                next
                --inner
                no part any more
                --outer--
                """));

        assertThat(message.root().children()).hasSize(2);
        assertThat(bodies(message, message.root().children().get(0))).containsExactly("cut");
        assertThat(body(message, message.root().children().get(1))).isEqualTo("next\r\n--inner\r\nno part any more");
    }

    @Test
    void shouldSplitAtTheOuterOne_whenBoundariesAreEqual() throws Exception {
        RawMessage message = scan(
                crlf(
                        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n"));

        assertThat(message.root().children()).hasSize(2);
        assertThat(message.root().children().get(0).children()).isEmpty();
        assertThat(body(message, message.root().children().get(1))).isEqualTo("x");
    }

    @Test
    void shouldTakeBoundary_whenBlanksTrailIt() throws Exception {
        RawMessage message =
                scan("Content-Type: multipart/mixed; boundary=\"b \"\r\n\r\n--b \t\r\n\r\none\r\n--b-- \r\nend");

        assertThat(bodies(message, message.root())).containsExactly("one");
        assertThat(message.root().content().trailingBlank()).isTrue();
        assertThat(message.root().children().get(0).content().safe()).isTrue();
    }

    @Test
    void shouldTakeTextAfterCloseDelimiterAsText() throws Exception {
        RawMessage message =
                scan(crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--x\n--b--\n--b\n"));

        assertThat(bodies(message, message.root())).containsExactly("one\r\n--b--x");
    }

    @Test
    void shouldGiveEmptyBodies_whenBoundaryFollowsTheHeader() throws Exception {
        RawMessage message = scan(
                crlf(
                        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n--b\nX: y\n--b\n--b--\n"));

        assertThat(bodies(message, message.root())).containsExactly("", "", "");
        assertThat(message.root().children().get(1).fields()).hasSize(1);
        assertThat(message.root().children().get(0).contentType().is("text/html"))
                .isTrue();
    }

    @Test
    void shouldScanTheMessageInside_whenMessageRfc822() throws Exception {
        RawMessage message = scan(crlf("""
                Content-Type: multipart/digest; boundary=b

                --b

                Subject: one
                Content-Type: multipart/mixed; boundary=c

                --c

                deep
                --c--
                --b
                Content-Type: message/rfc822

                Subject: two

                two
                --b--
                """));

        MimePart first = message.root().children().get(0);
        assertThat(first.contentType().is("message/rfc822")).isTrue();
        MimePart inside = first.children().get(0);
        assertThat(inside.headerStart()).isEqualTo(first.bodyStart());
        assertThat(inside.fields()).extracting(HeaderField::name).containsExactly("Subject", "Content-Type");
        assertThat(bodies(message, inside)).containsExactly("deep");
        assertThat(bodies(message, message.root().children().get(1))).containsExactly("two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed\n",
                "Content-Type: multipart/mixed; boundary=\"\"\n",
                "Content-Type: multipart/mixed; boundary=\"  \"\n",
                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n",
                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: Quoted-Printable (odd)\n",
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n",
                "Content-Type: text/plain; boundary=b\n"
            })
    void shouldBeLeaf_whenThereIsNoStructureToAgreeOn(String header) throws Exception {
        RawMessage message = scan(crlf(header + "\n--b\n\none\n--b--\n"));

        assertThat(message.root().children()).isEmpty();
        assertThat(body(message, message.root())).isEqualTo("--b\r\n\r\none\r\n--b--\r\n");
    }

    @Test
    void shouldReadHeaderOnly_whenThereIsNoBody() throws Exception {
        RawMessage message = scan("Subject: x\r\nTo: y@z.org");

        assertThat(message.root().fields()).extracting(HeaderField::name).containsExactly("Subject", "To");
        assertThat(message.values("to")).containsExactly("y@z.org");
        assertThat(message.root().bodyStart()).isEqualTo(message.source().size());
        assertThat(scan("").root().fields()).isEmpty();
        assertThat(body(scan("\r\nbody"), scan("\r\nbody").root())).isEqualTo("body");
    }

    @Test
    void shouldKeepStrayLines_whenHeaderHoldsThem() throws Exception {
        RawMessage message =
                scan("From a@x.org Mon Jan 1 10:00:00 2024\nno colon\nSubject : x\n y\n \n z\nB\u00e4d: 1\n\nbody");

        assertThat(message.root().fields()).extracting(HeaderField::name).containsExactly("", "", "Subject", "");
        assertThat(message.values("subject")).containsExactly("x y  z");
        assertThat(body(message, message.root())).isEqualTo("body");
    }

    @Test
    void shouldMatchBoundaryBytes_whenItIsNotAscii() throws Exception {
        RawMessage message = scan(
                crlf(
                        "Content-Type: multipart/mixed; boundary=\"\u00c3\u00a4\"\n\n--\u00c3\u00a4\n\none\n--\u00c3\u00a4--\n"));

        assertThat(bodies(message, message.root())).containsExactly("one");
    }

    @Test
    void shouldSayWhatBytesItSaw() throws Exception {
        assertThat(content("plain\r\ntext\r\n").safe()).isTrue();
        assertThat(content("\u00e4\u00f6\r\n").eightBits()).isEqualTo(2);
        assertThat(content("a\0b").nul()).isTrue();
        assertThat(content("a\rb\r\n").bareCr()).isTrue();
        assertThat(content("a\r\r\n").bareCr()).isTrue();
        assertThat(content("a\r").bareCr()).isTrue();
        assertThat(content("a".repeat(998) + "\r\n").longLine()).isFalse();
        assertThat(content("a".repeat(999)).longLine()).isTrue();
        assertThat(content("x\r\nFrom y").fromLine()).isTrue();
        assertThat(content("x From y\r\n>From y\r\n").fromLine()).isFalse();
        assertThat(content("a \r\nb").trailingBlank()).isTrue();
        assertThat(content("a\t").trailingBlank()).isTrue();
        assertThat(content("a\nb").bareLf()).isTrue();
        assertThat(content("a\nb").safe()).isTrue();
    }

    private static BodyBytes content(String body) throws Exception {
        return scan("Subject: x\r\n\r\n" + body).root().content();
    }

    @Test
    void shouldGiveTheLineEndBeforeABoundaryToTheMultipart() throws Exception {
        RawMessage message = scan("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\n--b--\r\n");

        assertThat(message.root().children().get(0).content().bareLf()).isFalse();
        assertThat(message.root().content().bareLf()).isTrue();
    }

    @Test
    void shouldSeeLineEndsAndBlanks_whenLinesCrossBlocks() throws Exception {
        for (int length = LineReader.BLOCK - 30; length < LineReader.BLOCK + 5; length++) {
            RawMessage message = scan("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
                    + "x".repeat(length) + " \r\n--b\r\n\r\nsecond\r\n--b--\r\n");

            MimePart first = message.root().children().get(0);
            assertThat(first.end() - first.bodyStart()).isEqualTo(length + 1);
            assertThat(first.content().bareCr()).isFalse();
            assertThat(first.content().bareLf()).isFalse();
            assertThat(first.content().trailingBlank()).isTrue();
            assertThat(first.content().longLine()).isTrue();
            assertThat(bodies(message, message.root()).get(1)).isEqualTo("second");
        }
    }

    @Test
    void shouldRefuse_whenABoundaryLineIsEndless() {
        refusedForLimit("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b" + " ".repeat(70_000) + "\r\n\r\nx");
    }

    @Test
    void shouldAccept16Levels_andRefuse17() throws Exception {
        MimePart part = scan(nested(16)).root();
        for (int level = 0; level < 16; level++) {
            part = part.children().get(0);
        }
        assertThat(part.contentType().is("text/plain")).isTrue();
        refusedForLimit(nested(17));
        refusedForLimit("Content-Type: message/rfc822\r\n\r\n".repeat(17) + "\r\nx");
    }

    private static String nested(int levels) {
        StringBuilder mail = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            mail.append("Content-Type: multipart/mixed; boundary=b").append(level);
            mail.append("\r\n\r\n--b").append(level).append("\r\n");
        }
        return mail + "\r\nx";
    }

    @Test
    void shouldAccept1000Parts_andRefuse1001() throws Exception {
        String header = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
        assertThat(scan(header + "--b\r\n\r\nx\r\n".repeat(1000)).root().children())
                .hasSize(1000);
        refusedForLimit(header + "--b\r\n\r\nx\r\n".repeat(1001));
    }

    @Test
    void shouldRefuse_whenHeaderLineOrHeaderIsTooLong() throws Exception {
        int fits = LineReader.BLOCK - "Subject: \r\n".length();
        assertThat(scan("Subject: " + "x".repeat(fits) + "\r\n\r\n").values("Subject"))
                .hasSize(1);
        refusedForLimit("Subject: " + "x".repeat(fits + 1) + "\r\n\r\n");
        String line = "Subject: " + "x".repeat(1013) + "\r\n";
        assertThat(scan(line.repeat(256) + "\r\n").root().fields()).hasSize(256);
        refusedForLimit(line.repeat(256) + "a: b\r\n\r\n");
        refusedForLimit("a:\r\n".repeat(10_001) + "\r\n");
    }

    private static void refusedForLimit(String mail) {
        assertThatThrownBy(() -> scan(mail))
                .asInstanceOf(type(UnreadableMessageException.class))
                .extracting(UnreadableMessageException::reason)
                .isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    private static List<String> bodies(RawMessage message, MimePart parent) throws Exception {
        List<String> bodies = new java.util.ArrayList<>();
        for (MimePart child : parent.children()) {
            bodies.add(body(message, child));
        }
        return bodies;
    }
}
