package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.Spool;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.matchers.testing.TestMail;

/**
 * What goes in comes out, byte for byte: JavaMail and James like to write messages anew. One thing James 3.8 always does
 * to a message, whoever handles it: 8-bit characters in its outer header become question marks.
 */
class MailContentTest {
    private static final String AWKWARD = """
            Received: from a by b;
            \tMon, 2 Mar 2026 10:00:00 +0000
            X-Odd  : blanks before the colon, and at the end\s\s
            From: "Buerger" <bob@example.org>
            subject: =?utf-8?q?no_message-id,_no_date?=
            Content-type: multipart/mixed;
             BOUNDARY=b

            preamble
            --b
            content-TYPE: TEXT/plain
            Content-Transfer-Encoding: 8BIT

            gr\u00fc\u00dfe\s\s

            From here
            --b--
            epilogue""";

    @TempDir
    Path folder;

    @Test
    void shouldReadTheMessageAsItIs() throws Exception {
        MailImpl mail = TestMail.of(AWKWARD, "bob@example.org", "dave@partner.example");

        try (Spool spool = SpoolFolder.open(folder).newSpool()) {
            assertThat(bytes(MailContent.read(mail, spool))).isEqualTo(crlf(AWKWARD));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300_000, 3_000_000})
    void shouldReplaceTheMessageByteForByte(int extra) throws Exception {
        byte[] message = crlf(AWKWARD + "x".repeat(70).concat("\n").repeat(extra / 70));
        MailImpl mail = TestMail.of(TestMail.PLAIN, "bob@example.org", "dave@partner.example");

        try (Spool spool = SpoolFolder.open(folder).newSpool()) {
            spool.write(message);
            MailContent.replace(mail, spool.source());
        }

        assertThat(Arrays.equals(TestMail.bytes(mail), message)).isTrue();
        assertThat(Arrays.equals(TestMail.bytes(mail.duplicate()), message)).isTrue();
    }

    @Test
    void shouldSurviveTheSource_whenAMailKeepsTheMessageItself() throws Exception {
        FakeMail mail = FakeMail.builder()
                .name("fake")
                .mimeMessage(TestMail.message(crlf(TestMail.PLAIN)))
                .build();

        try (Spool spool = SpoolFolder.open(folder).newSpool()) {
            spool.write(crlf(AWKWARD));
            MailContent.replace(mail, spool.source());
        }

        assertThat(TestMail.bytes(mail)).isEqualTo(crlf(AWKWARD));
    }

    @Test
    void shouldReadTheHeaderAlone() throws Exception {
        MailImpl mail = TestMail.of(TestMail.PLAIN, "bob@example.org", "dave@partner.example");

        String header = new String(bytes(MailContent.readHeader(mail)), StandardCharsets.ISO_8859_1);

        assertThat(header).startsWith("From: Bob").endsWith("charset=us-ascii\r\n\r\n");
    }

    private static byte[] crlf(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(MessageSource source) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.copyTo(out);
        return out.toByteArray();
    }
}
