package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.message.Mail.bytes;
import static org.smimegate.core.message.Mail.crlf;
import static org.smimegate.core.message.Mail.scan;
import static org.smimegate.core.message.Mail.written;

import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawMessageTest {
    private static final Predicate<HeaderField> NONE = field -> false;
    private static final List<HeaderField> TOP = List.of(HeaderField.of("X-Top", "1"), HeaderField.of("X-Next", "2"));

    private static final Entity ENTITY = new Entity() {
        @Override
        public List<HeaderField> fields() {
            return List.of(HeaderField.of("Content-Type", "application/pkcs7-mime"));
        }

        @Override
        public void writeBody(OutputStream out) throws java.io.IOException {
            out.write(bytes("NEW\r\n"));
        }
    };

    @Test
    void shouldMoveContentFieldsOnly_whenTheEntityIsReplaced() throws Exception {
        RawMessage message = scan(
                "Date: now\r\nCONTENT-type: text/plain\r\nmime-VERSION:  1.0 (x)\r\nSubject:\ta\n b\r\nMime-Version: 1.0\r\nContent-X: y\r\nX-Gone: z\r\nContentment: yes\r\n\r\nold");

        assertThat(written(out -> message.writeWith(ENTITY, TOP, field -> field.is("x-gone"), out)))
                .isEqualTo("X-Top: 1\r\nX-Next: 2\r\nDate: now\r\nmime-VERSION:  1.0 (x)\r\nSubject:\ta\n b\r\n"
                        + "Contentment: yes\r\nContent-Type: application/pkcs7-mime\r\n\r\nNEW\r\n");
    }

    @Test
    void shouldAddMimeVersion_whenThereIsNone() throws Exception {
        RawMessage message = scan("Subject: x\r\n\r\nold");

        assertThat(written(out -> message.writeWith(ENTITY, List.of(), NONE, out)))
                .isEqualTo("Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime\r\n\r\nNEW\r\n");
    }

    @Test
    void shouldWriteWholeLines_whenTheHeaderIsCutOrEmpty() throws Exception {
        RawMessage cut = scan("Subject: x");
        RawMessage empty = scan("\r\nbody");

        assertThat(written(out -> cut.writeWith(ENTITY, List.of(), NONE, out)))
                .startsWith("Subject: x\r\nMIME-Version: 1.0\r\n");
        assertThat(written(out -> empty.writeWith(ENTITY, TOP, NONE, out)))
                .startsWith("X-Top: 1\r\nX-Next: 2\r\nMIME-Version: 1.0\r\nContent-Type:");
    }

    @Test
    void shouldKeepTheMailboxLineFirst() throws Exception {
        RawMessage message = scan("From a@x.org now\nSubject: x\n\nbody");

        assertThat(written(out -> message.writeWith(ENTITY, TOP, NONE, out)))
                .startsWith("From a@x.org now\nX-Top: 1\r\nX-Next: 2\r\nSubject: x\n");
        assertThat(written(out -> message.writeWithFields(TOP, NONE, out)))
                .isEqualTo("From a@x.org now\nX-Top: 1\r\nX-Next: 2\r\nSubject: x\n\nbody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r\n\r\n",
                "Subject: x",
                "Subject: x\n\nbody\r\n\rmore\n",
                "From a@x.org\nno colon\n\tfolded\nB\u00e4d: \0\r\r\n \r\n\r\n--\nbody \u00ff",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--",
                " starts with a blank\n\n"
            })
    void shouldBeByteForByteTheSame_whenNoFieldChanges(String mail) throws Exception {
        RawMessage message = scan(mail);

        assertThat(written(out -> message.writeWithFields(List.of(), NONE, out)))
                .isEqualTo(mail);
        assertThat(written(out -> message.writeWithFields(TOP, NONE, out))).contains("X-Top: 1\r\n");
    }

    @Test
    void shouldLeaveOutWholeFields_whenTheyAreRemoved() throws Exception {
        RawMessage message = scan("A: 1\nX-Bad: a\n folded\n \n more\nB: 2\r\nX-Bad : again\r\n\r\nX-Bad: body\n");

        assertThat(written(out -> message.writeWithFields(TOP, field -> field.is("X-Bad"), out)))
                .isEqualTo("X-Top: 1\r\nX-Next: 2\r\nA: 1\nB: 2\r\n\r\nX-Bad: body\n");
    }

    @Test
    void shouldRemoveTheField_whenALoneCrHidesAnother() throws Exception {
        RawMessage message = scan("A: 1\rX-Bad: a\r\nB: 2\r\n\r\n");

        assertThat(written(out -> message.writeWithFields(List.of(), field -> field.is("X-Bad"), out)))
                .isEqualTo("B: 2\r\n\r\n");
        assertThat(written(out -> message.writeWith(ENTITY, List.of(), field -> field.is("X-Bad"), out)))
                .startsWith("B: 2\r\nMIME");
    }

    @Test
    void shouldEditFields_whenScanRefusesTheMessage() throws Exception {
        String endless = "X-Bad: " + "y".repeat(400_000) + "\r\n";
        String mail = "X-Bad: 1\r\nA: 1\r\n" + endless + "B: 2\r\n" + "C: 3\r\n".repeat(60_000) + "\r\nbody";

        String edited = written(
                out -> RawMessage.editFields(MessageSource.of(bytes(mail)), TOP, field -> field.is("X-Bad"), out));

        assertThat(edited)
                .isEqualTo("X-Top: 1\r\nX-Next: 2\r\nA: 1\r\nB: 2\r\n" + "C: 3\r\n".repeat(60_000) + "\r\nbody");
    }

    @Test
    void shouldGiveCanonicalEntity_whenLineEndsAreBare() throws Exception {
        Entity entity =
                scan("Subject: x\nContent-Type: text/plain;\n charset=x\nContent-Y: z\r\n\none\ntwo\r\nthree\rfour\r\r\n\n")
                        .entity();

        String expected =
                "Content-Type: text/plain;\r\n charset=x\r\nContent-Y: z\r\n\r\none\r\ntwo\r\nthree\rfour\r\r\n\r\n";
        assertThat(written(entity::writeTo)).isEqualTo(expected);
        assertThat(written(entity::writeTo)).isEqualTo(expected);
    }

    @Test
    void shouldGiveTheBytesThemselves_whenTheyAreCanonical() throws Exception {
        String content = crlf("Content-Type: multipart/mixed; boundary=b\n\nx \n--b\n\n\u00e4\0\n--b-- \n\n");

        assertThat(written(scan("To: x\r\n" + content).entity()::writeTo)).isEqualTo(content);
    }

    /** One bare LF anywhere in a message of CRLF lines, also where the scan's block of 64 KB ends. */
    @Test
    void shouldGiveCanonicalEntity_whereverTheOneBareLfStands() throws Exception {
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
                + ("x".repeat(500) + "\r\n").repeat(LineReader.BLOCK / 502) + "\r\n--b\r\n\r\n\r\n--b--\r\n"
                + "a\r\n".repeat(60);
        String canonical = written(scan(mail).entity()::writeBody);

        for (int at = mail.indexOf('\r'); at >= 0; at = mail.indexOf('\r', at + 1)) {
            RawMessage message = scan(mail.substring(0, at) + mail.substring(at + 1));

            assertThat(written(message.entity()::writeBody)).isEqualTo(canonical);
            assertThat(written(SevenBit.prepare(message).entity()::writeBody)).isEqualTo(canonical);
        }
    }

    /** A line that does not fit in the scan's block of 64 KB comes in pieces; its CR may be the last byte of one. */
    @Test
    void shouldGiveCanonicalEntity_whenTheLineEndStandsWhereABlockEnds() throws Exception {
        for (int length = LineReader.BLOCK - 3; length <= LineReader.BLOCK + 2; length++) {
            String line = "x".repeat(length);

            assertThat(written(scan("\r\n" + line + "\r\n").entity()::writeBody))
                    .isEqualTo(line + "\r\n");
            assertThat(written(scan("\r\n" + line + "\n").entity()::writeBody)).isEqualTo(line + "\r\n");
        }
    }

    @Test
    void shouldGiveUnfoldedValues() throws Exception {
        RawMessage message = scan("Subject: one\r\n two\r\nSUBJECT:\u00e4\r\nSubject: a\rb\0c\r\n\r\n");

        assertThat(message.values("subject")).containsExactly("one two", "\u00e4", "a b c");
    }
}
