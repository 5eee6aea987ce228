package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/**
 * What conf/mail-server promises in its comments. Everything that leaves goes to a sink. Dave at b.example has a
 * certificate, Carol at elsewhere.example has none, and mail to partner.example is encrypted or does not leave.
 */
class MailServerSampleIT {
    private static final String BOB = "bob@a.example";
    private static final String ALICE = "alice@a.example";
    private static final String DAVE = "dave@b.example";
    private static final String CAROL = "carol@elsewhere.example";
    private static final RawMail LETTER = letter("");

    @TempDir
    static Path folder;

    private static SmtpSink outside;
    private static Organisation a;

    @BeforeAll
    static void start() {
        outside = SmtpSink.start();
        TestPki pkiOfB = TestPki.of("b.example");
        a = new Organisation(folder, "a.example")
                .user("bob")
                .user("alice")
                .trust("b", pkiOfB)
                .partnerCertificate("b", pkiOfB.domain("b.example"))
                .nextHop(outside.port());
        a.start();
    }

    @AfterAll
    static void stop() {
        a.close();
        outside.close();
    }

    @BeforeEach
    void clear() {
        a.james().clear();
        outside.clear();
    }

    @Test
    void shouldSign_whenAUserWritesToSomebodyWithoutCertificate() {
        a.send(BOB, CAROL, LETTER);

        assertThat(outside.awaitOne().mail().header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/signed"));
    }

    @Test
    void shouldEncrypt_whenTheRecipientsCertificateIsKnown() {
        a.send(BOB, DAVE, LETTER);

        RawMail sent = outside.awaitOne().mail();
        assertThat(sent.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/pkcs7-mime"));
        assertThat(sent.text()).contains("Subject: figures").doesNotContain("the confidential figures");
    }

    @Test
    void shouldSendBackHeadersOnly_whenAPartnersCertificateIsMissing() {
        a.send(BOB, "eve@partner.example", LETTER);

        RawMail bounce = a.inbox(BOB).awaitOne();
        assertThat(bounce.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/report"));
        assertThat(bounce.text())
                .contains("eve@partner.example", "Subject: figures")
                .doesNotContain("the confidential figures", "org.smimegate", "Exception");
        assertThat(outside.received()).isEmpty();
    }

    @Test
    void shouldEncryptForOneAndSendBackForTheOther_whenOnlyThePartnersCertificateIsMissing() {
        a.james().submission(587, BOB).send(BOB, List.of(DAVE, "eve@partner.example"), LETTER);

        assertThat(outside.awaitOne().to()).containsExactly(DAVE);
        assertThat(a.inbox(BOB).awaitOne().text()).contains("eve@partner.example");
    }

    /** RFC 6522, RFC 3798, and RFC 6047 for the meeting request: alone, and as an alternative. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/report; report-type=disposition-notification; boundary=b",
                "multipart/report; report-type=delivery-status; boundary=\"b\"",
                "text/calendar; method=REQUEST; charset=utf-8",
                "Text/Calendar; charset=utf-8; METHOD=\"CANCEL\"",
                "multipart/alternative; boundary=b"
            })
    void shouldLeaveAsItIs_whenMachinesReadIt(String type) {
        a.send(BOB, DAVE, ofType(type));

        RawMail sent = outside.awaitOne().mail();
        assertThat(sent.header("Content-Type")).contains(type);
        assertThat(sent.text()).contains("BEGIN:VCALENDAR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/calendar; charset=utf-8", "multipart/mixed; boundary=b"})
    void shouldProtect_whenACalendarIsAnOrdinaryFile(String type) {
        a.send(BOB, DAVE, ofType(type));

        assertThat(outside.awaitOne().mail().text()).doesNotContain("BEGIN:VCALENDAR");
    }

    @Test
    void shouldTakeReturnedMessagesOutOfReports() {
        a.send(BOB, DAVE, RawMail.of("""
                From: bob@a.example
                To: dave@b.example
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                not delivered
                --b
                Content-Type: message/rfc822

                X-SMime-Gateway: decrypted; AES-256-CBC

                the confidential figures
                --b--
                """));

        assertThat(outside.awaitOne().mail().text()).contains("not delivered").doesNotContain("confidential");
    }

    @Test
    void shouldNotSignForStrangers_whenTheirMailIsForwarded() {
        a.james().admin().forward(ALICE, CAROL);

        a.receive(CAROL, ALICE, LETTER);

        RawMail forwarded = outside.awaitOne().mail();
        assertThat(forwarded.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void shouldNotRelayForStrangers() {
        var reply = a.james().smtp().trySend(CAROL, List.of(DAVE), LETTER);

        assertThat(reply.code()).isEqualTo(550);
        assertThat(outside.received()).isEmpty();
    }

    @Test
    void shouldSendBack_whenOpenedMailWouldLeaveInClear() {
        a.send(BOB, CAROL, letter("X-SMime-Gateway: decrypted; AES-256-CBC\n"));

        assertThat(a.inbox(BOB).awaitOne().text()).contains(CAROL).doesNotContain("the confidential figures");
        assertThat(outside.received()).isEmpty();
    }

    @Test
    void shouldEncryptAgain_whenOpenedMailLeavesForSomebodyWithACertificate() {
        a.send(BOB, DAVE, letter("X-SMime-Gateway: decrypted; AES-256-CBC\n"));

        assertThat(outside.awaitOne().mail().text())
                .contains("application/pkcs7-mime")
                .doesNotContain("the confidential figures");
    }

    @Test
    void shouldSignAndEncrypt_whenTheUserAsksInTheSubject() {
        a.send(BOB, CAROL, RawMail.of(LETTER.text().replace("\r\n", "\n").replace("Subject: ", "Subject: [secure] ")));

        assertThat(a.inbox(BOB).awaitOne().text()).contains(CAROL);
        assertThat(outside.received()).isEmpty();
    }

    @Test
    void shouldRemoveBcc() {
        a.send(BOB, CAROL, letter("Bcc: secret@b.example\n"));

        RawMail sent = outside.awaitOne().mail();
        assertThat(sent.header("Bcc")).isEmpty();
        assertThat(sent.text()).doesNotContain("secret@b.example");
    }

    @Test
    void shouldQuarantineWhatDoesNotVerify_andReleaseItWhenThePostmasterSaysSo() {
        a.receive(CAROL, BOB, RawMail.of("""
                From: carol@elsewhere.example
                To: bob@a.example
                MIME-Version: 1.0
                Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m
                Content-Transfer-Encoding: base64

                bm90IENNUw==
                """));

        assertThat(a.quarantine().awaitOne().text()).contains("bm90IENNUw==");
        assertThat(a.inbox(BOB).mails()).isEmpty();

        a.james().admin().reprocess("var/mail/quarantine", "release");

        assertThat(a.inbox(BOB).awaitOne().text()).contains("bm90IENNUw==");
    }

    @Test
    void shouldSendBackHeadersOnly_whenTheNextServerRefuses() {
        outside.refuse(550, "5.1.1 unknown");
        try {
            a.send(BOB, CAROL, LETTER);

            assertThat(a.inbox(BOB).awaitOne().text())
                    .contains("5.1.1 unknown", "Subject: figures")
                    .doesNotContain("the confidential figures");
        } finally {
            outside.refuseNoMore();
        }
    }

    private static RawMail letter(String field) {
        return RawMail.of("""
                From: bob@a.example
                To: dave@b.example
                Subject: figures
                Message-ID: <figures@a.example>
                Date: Mon, 05 Jan 2026 10:00:00 +0000
                %sMIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                the confidential figures
                """.formatted(field));
    }

    private static RawMail ofType(String type) {
        return RawMail.of("""
                From: bob@a.example
                To: dave@b.example
                Subject: machines
                MIME-Version: 1.0
                Content-Type: %s

                --b
                Content-Type: text/calendar; method=REQUEST

                BEGIN:VCALENDAR
                END:VCALENDAR
                --b--
                """.formatted(type));
    }
}
