package org.smimegate.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/**
 * FAIL-CLOSED.md rule 4: what the gateway opened does not leave in clear by itself, whichever mailet of James sends it
 * on: Sieve, vacation, forwards. Bob's Sieve stands where it should not, below SMimeDecryptVerify, so that it redirects
 * opened mail; Alice's stands above. Mail to {@code leak@hole.example} passes the guard through a hole made for these
 * tests: each first sees there what it must not see elsewhere.
 */
class OpenedMailIT {
    private static final String BOB = "bob@a.example";
    private static final String ALICE = "alice@a.example";
    private static final String ERIN = "erin@uncovered.example";
    private static final String CAROL = "carol@b.example";
    private static final String FRANK = "frank@nokey.example";
    private static final String HOLE = "leak@hole.example";
    private static final String SECRET = "the confidential figures";

    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final TestIdentity PARTNERS = PARTNER.domain("b.example");

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation a;
    private static OpenSsl openssl;

    @BeforeAll
    static void start() throws IOException {
        openssl = OpenSsl.in(Files.createDirectory(folder.resolve("openssl")));
        sink = SmtpSink.start();
        a = new Organisation(folder, "a.example")
                .user("bob")
                .user("alice")
                .user("list")
                .mailbox(ERIN)
                .trust("b.example", PARTNER)
                .partnerCertificate("b.example", PARTNERS)
                .nextHop(sink.port())
                .hole(HOLE);
        a.setup().edit("mailetcontainer.xml", OpenedMailIT::withSieve);
        a.start();
    }

    private static String withSieve(String xml) {
        String opening = "<mailet match=\"All\" class=\"org.smimegate.mailets.SMimeDecryptVerify\">";
        String delivery = "<mailet match=\"All\" class=\"LocalDelivery\"/>";
        assertThat(xml).contains(opening, delivery);
        return xml.replace(opening, sieve(ALICE) + opening)
                .replace(
                        delivery,
                        "<mailet match=\"RecipientIs=" + BOB + "\" class=\"VacationMailet\"/>" + sieve(BOB) + delivery);
    }

    private static String sieve(String user) {
        return "<mailet match=\"RecipientIs=" + user + "\" class=\"Sieve\"/>";
    }

    @AfterAll
    static void stop() {
        a.close();
        sink.close();
    }

    @BeforeEach
    void clear() {
        a.james().clear();
        sink.clear();
    }

    @Test
    void shouldNotLeaveInClear_whenSieveRedirectsOpenedMail() throws IOException {
        redirect(BOB, HOLE);
        a.receive(CAROL, BOB, encrypted("planted redirect"));
        assertThat(Leaks.readable(sink.await("planted redirect"), SECRET)).isTrue();

        redirect(BOB, FRANK);
        a.receive(CAROL, BOB, encrypted("redirect without key"));
        RawMail bounce = sink.await("Not sent: redirect without key");

        assertThat(Leaks.readable(bounce, SECRET)).isFalse();
        assertThat(sink.received()).noneMatch(mail -> mail.to().contains(FRANK));
    }

    @Test
    void shouldBeEncryptedAgain_whenSieveRedirectsOpenedMailToSomebodyWithAKey() throws IOException {
        redirect(BOB, "dora@b.example");
        a.receive(CAROL, BOB, encrypted("redirect with key"));

        RawMail redirected = sink.await("redirect with key");

        assertThat(redirected.header("Content-Type").orElse("")).contains("smime-type=enveloped-data");
        assertThat(Leaks.readable(redirected, SECRET)).isFalse();
        byte[] again = openssl.cmsOutput(
                redirected.bytes(),
                "-decrypt",
                "-recip",
                openssl.certificate(PARTNERS),
                "-inkey",
                openssl.key(PARTNERS));
        assertThat(new String(again, ISO_8859_1)).contains(SECRET);
    }

    @Test
    void shouldLeaveAsItCame_whenSieveRedirectsBeforeOpening() throws IOException {
        redirect(ALICE, HOLE);
        RawMail mail = encrypted("redirect before opening");
        a.receive(CAROL, ALICE, mail);

        assertThat(sink.await("redirect before opening").bodyText()).isEqualTo(mail.bodyText());
    }

    @Test
    void shouldHoldNothingOfTheMail_whenSieveAnswersThatSomebodyIsAway() throws IOException {
        sieve(BOB, "require \"vacation\"; vacation :subject \"planted away\" \"" + SECRET + "\";");
        a.receive(CAROL, BOB, encrypted("on holiday?"));
        assertThat(Leaks.readable(opened(sink.await("planted away")), SECRET)).isTrue();

        sieve(BOB, "require \"vacation\"; vacation :subject \"away\" \"Back in May.\";");
        a.receive(CAROL, BOB, encrypted("on holiday?"));

        RawMail answer = opened(sink.await("away"));
        assertThat(answer.text()).contains("Back in May.");
        assertThat(Leaks.readable(answer, SECRET)).isFalse();
    }

    @Test
    void shouldHoldNothingOfTheMail_whenTheVacationMailetAnswers() throws IOException {
        a.james().admin().vacation(BOB, "planted holiday", SECRET);
        a.receive(CAROL, BOB, encrypted("still on holiday?"));
        assertThat(Leaks.readable(opened(sink.await("planted holiday")), SECRET))
                .isTrue();

        a.james().admin().vacation(BOB, "holiday", "Back in June.");
        a.receive("dora@b.example", BOB, encrypted("still on holiday?"));

        RawMail answer = opened(sink.await("holiday"));
        a.james().admin().noVacation(BOB);
        assertThat(answer.text()).contains("Back in June.");
        assertThat(Leaks.readable(answer, SECRET)).isFalse();
    }

    @Test
    void shouldNotLeaveInClear_whenAUsersClientSendsOpenedMailOn() throws IOException {
        sieve(BOB, "keep;");
        a.receive(CAROL, BOB, encrypted("sent on"));
        RawMail opened = a.inbox(BOB).await("sent on");

        a.send(BOB, HOLE, opened);
        assertThat(Leaks.readable(sink.await("sent on"), SECRET)).isTrue();
        a.send(BOB, FRANK, opened);

        assertThat(Leaks.readable(a.inbox(BOB).await("Not sent: sent on"), SECRET))
                .isFalse();
        assertThat(sink.received()).noneMatch(mail -> mail.to().contains(FRANK));
    }

    /** A forward of the recipient rewrite table: mail in clear is forwarded in clear, so the test would see a leak. */
    @Test
    void shouldLeaveAsItCame_whenAnAddressIsForwardedOutside() throws IOException {
        a.james().admin().forward("list@a.example", FRANK);
        a.receive(CAROL, "list@a.example", plain("forwarded plain"));
        assertThat(Leaks.readable(sink.await("forwarded plain"), SECRET)).isTrue();

        RawMail mail = encrypted("forwarded");
        a.receive(CAROL, "list@a.example", mail);

        assertThat(sink.await("forwarded").bodyText()).isEqualTo(mail.bodyText());
    }

    /** Encrypted for a.example, and addressed by somebody who has the ciphertext to a mailbox no key of ours covers. */
    @Test
    void shouldStayEncrypted_whenItIsForSomebodyNoKeyCovers() throws IOException {
        sieve(BOB, "keep;");
        RawMail mail = encrypted("for somebody else");
        a.receive(CAROL, BOB, mail);
        assertThat(Leaks.readable(a.inbox(BOB).await("for somebody else"), SECRET))
                .isTrue();

        a.receive(CAROL, ERIN, mail);

        RawMail kept = a.quarantine().await("for somebody else");
        assertThat(kept.bodyText()).isEqualTo(mail.bodyText());
        assertThat(a.inbox(ERIN).mails()).isEmpty();
    }

    /** Each opened mail has its line in the log. */
    @Test
    void shouldNotLogWhatWasOpened() throws IOException {
        sieve(BOB, "keep;");
        a.receive(CAROL, BOB, encrypted("logged"));
        assertThat(Leaks.readable(a.inbox(BOB).await("logged"), SECRET)).isTrue();

        assertThat(a.james().log()).contains("enveloped-data", "decrypted").doesNotContain(SECRET);
    }

    private static void redirect(String user, String target) {
        sieve(user, "redirect \"" + target + "\";");
    }

    private static void sieve(String user, String script) {
        a.james().admin().sieve(user, script);
    }

    /** Mail to a partner leaves encrypted: what the partner reads. */
    private static RawMail opened(RawMail mail) throws IOException {
        return new RawMail(openssl.cmsOutput(
                mail.bytes(), "-decrypt", "-recip", openssl.certificate(PARTNERS), "-inkey", openssl.key(PARTNERS)));
    }

    private static RawMail plain(String subject) {
        return new RawMail((head(subject) + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + SECRET + "\r\n")
                .getBytes(ISO_8859_1));
    }

    private static RawMail encrypted(String subject) throws IOException {
        byte[] entity = ("Content-Type: text/plain\r\n\r\n" + SECRET + "\r\n").getBytes(US_ASCII);
        byte[] encrypted = openssl.cmsOutput(entity, "-encrypt", "-aes256", openssl.certificate(a.gateway()));
        String lines = new String(encrypted, ISO_8859_1).replace("\r\n", "\n").replace("\n", "\r\n");
        return new RawMail((head(subject) + lines).getBytes(ISO_8859_1));
    }

    private static String head(String subject) {
        return "From: Carol <carol@b.example>\r\nTo: bob@a.example\r\nReply-To: carol@b.example\r\nSubject: " + subject
                + "\r\n";
    }
}
