package org.smimegate.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.Waits;

/** The rules of conf/mail-server beside the B2B case: what is not signed, what is encrypted again, what is read anew. */
class MailServerConfIT {
    private static final String BOB = "bob@a.example";
    private static final String ALICE = "alice@a.example";
    private static final String CAROL = "carol@b.example";
    private static final String FRANK = "frank@nokey.example";
    private static final String SECRET = "the confidential figures";

    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final TestIdentity PARTNERS = PARTNER.domain("b.example");

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation a;

    @BeforeAll
    static void start() {
        sink = SmtpSink.start();
        a = new Organisation(folder, "a.example")
                .user("bob")
                .user("alice")
                .trust("b.example", PARTNER)
                .partnerCertificate("b.example", PARTNERS)
                .partnerDomain("b.example,c.example")
                .nextHop(sink.port());
        a.start();
    }

    @AfterAll
    static void stop() {
        a.close();
        sink.close();
    }

    @Test
    void shouldSignAndEncrypt_whenUsersWriteToAPartner() throws IOException {
        a.send(BOB, CAROL, mail("to partner", "Content-Type: text/plain"));

        OpenSsl openssl = openSsl();
        byte[] signed = openssl.cmsOutput(
                sink.await("to partner").bytes(),
                "-decrypt",
                "-recip",
                openssl.certificate(PARTNERS),
                "-inkey",
                openssl.key(PARTNERS));
        String root = openssl.certificates(List.of(a.pki().root().certificate()));
        assertThat(openssl.cmsOutput(signed, "-verify", "-CAfile", root))
                .asString(US_ASCII)
                .isEqualTo("Content-Type: text/plain\r\n\r\n" + SECRET + "\r\n");
    }

    @Test
    void shouldBounce_whenAPartnersCertificateIsMissing() {
        a.send(BOB, "dora@c.example", mail("no certificate", "Content-Type: text/plain"));

        RawMail bounce = a.inbox(BOB).await("Not sent: no certificate");
        assertThat(Leaks.readable(bounce, SECRET)).isFalse();
        assertThat(Leaks.causes(bounce.text())).isEmpty();
        assertThat(sink.received()).noneMatch(r -> r.to().contains("dora@c.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=r",
                "Content-Type: text/calendar; method=REQUEST; charset=utf-8",
                "Content-Type: text/calendar; charset=utf-8; METHOD=\"REPLY\"",
            })
    void shouldNotSignWhatMachinesRead(String contentType) {
        String subject = "machines " + contentType.hashCode();
        RawMail mail = mail(subject, contentType, "--r\r\n\r\nread\r\n--r--");

        a.send(BOB, FRANK, mail);

        RawMail relayed = sink.await(subject);
        assertThat(relayed.header("Content-Type").orElse("")).doesNotContain("signed", "pkcs7");
        assertThat(relayed.bodyText()).contains("read");
    }

    @Test
    void shouldSign_whenACalendarHasNoMethod() {
        a.send(BOB, FRANK, mail("calendar file", "Content-Type: text/calendar; charset=utf-8"));

        assertThat(sink.await("calendar file").header("Content-Type").orElse(""))
                .startsWith("multipart/signed");
    }

    @Test
    void shouldNotSignMailOfStrangers_whenItIsForwarded() {
        a.james().admin().forward(ALICE, FRANK);

        a.receive("eve@elsewhere.example", ALICE, mail("forwarded", "Content-Type: text/plain"));

        RawMail forwarded = sink.await("forwarded");
        assertThat(forwarded.header("Content-Type")).contains("text/plain");
        assertThat(forwarded.bodyText()).isEqualTo(SECRET + "\r\n");
    }

    @Test
    void shouldForwardAsItCame_whenItIsEncrypted() throws IOException {
        a.james().admin().forward(ALICE, FRANK);
        RawMail encrypted = encryptedForUs("forwarded encrypted");

        a.receive(CAROL, ALICE, encrypted);

        assertThat(sink.await("forwarded encrypted").bodyText()).isEqualTo(encrypted.bodyText());
    }

    @Test
    void shouldEncryptAgainOrRefuse_whenAnOpenedMessageIsRedirected() throws IOException {
        a.receive(CAROL, BOB, encryptedForUs("redirected"));
        RawMail opened = a.inbox(BOB).await("redirected");
        assertThat(opened.bodyText()).contains(SECRET);

        a.send(BOB, List.of(CAROL, FRANK), opened);
        RawMail bounce = a.inbox(BOB).await("Not sent: redirected");
        a.send(BOB, CAROL, opened);

        RawMail again = sink.await("redirected");
        assertThat(again.header("Content-Type").orElse("")).contains("smime-type=enveloped-data");
        assertThat(Leaks.readable(again, SECRET)).isFalse();
        assertThat(Leaks.readable(bounce, SECRET)).isFalse();
        assertThat(sink.received().stream().filter(m -> m.mail().subject().equals(opened.subject())))
                .hasSize(1);
    }

    @Test
    void shouldUseANewPartnersKeyAtOnce_whenItIsPutIntoTheFolder() throws IOException {
        TestIdentity dave = PARTNER.good("dave@d.example");
        Path partners = a.setup().conf().resolve("smime/partners");
        a.send(BOB, "dave@d.example", mail("dave before", "Content-Type: text/plain"));
        assertThat(sink.await("dave before").header("Content-Type").orElse("")).startsWith("multipart/signed");

        Path file = TestFiles.writePem(folder.resolve("dave.pem"), dave.certificate());
        Files.move(file, partners.resolve("dave.pem"));
        assertThat(encryptedSoon("dave@d.example")).isTrue();

        Files.writeString(partners.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nbroken\n");
        sendUntilLogged("broken.pem");
        a.send(BOB, "dave@d.example", mail("dave after", "Content-Type: text/plain"));
        assertThat(sink.await("dave after").header("Content-Type").orElse("")).contains("smime-type=enveloped-data");
        assertThat(a.james().log().lines().filter(line -> line.contains("broken.pem")))
                .first()
                .asString()
                .contains("ERROR", "the old state stays");
        Files.delete(partners.resolve("broken.pem"));
    }

    /** Folders are looked at once a second: the first mail after that must be encrypted. */
    private static boolean encryptedSoon(String to) {
        String subject = "dave later";
        Awaitility.await("an encrypted mail to " + to).atMost(Waits.MAIL).until(() -> {
            sink.clear();
            a.send(BOB, to, mail(subject, "Content-Type: text/plain"));
            return sink.await(subject).header("Content-Type").orElse("").contains("smime-type=enveloped-data");
        });
        return true;
    }

    private static void sendUntilLogged(String text) {
        Awaitility.await(text).atMost(Waits.MAIL).until(() -> {
            a.send(BOB, CAROL, mail("looking", "Content-Type: text/plain"));
            return a.james().log().contains(text);
        });
    }

    private static RawMail encryptedForUs(String subject) throws IOException {
        OpenSsl openssl = openSsl();
        byte[] entity = ("Content-Type: text/plain\r\n\r\n" + SECRET + "\r\n").getBytes(US_ASCII);
        byte[] signed = openssl.cmsOutput(
                entity,
                "-sign",
                "-signer",
                openssl.certificate(PARTNERS),
                "-inkey",
                openssl.key(PARTNERS),
                "-certfile",
                openssl.certificates(PARTNERS.intermediates()));
        byte[] encrypted = openssl.cmsOutput(signed, "-encrypt", "-aes256", openssl.certificate(a.gateway()));
        String head = "From: Carol <carol@b.example>\r\nTo: bob@a.example\r\nSubject: " + subject + "\r\n";
        return new RawMail((head + crlf(encrypted)).getBytes(ISO_8859_1));
    }

    /** OpenSSL ends lines with LF. */
    private static String crlf(byte[] message) {
        return new String(message, ISO_8859_1).replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static OpenSsl openSsl() throws IOException {
        return OpenSsl.in(Files.createTempDirectory(folder, "openssl"));
    }

    private static RawMail mail(String subject, String contentType) {
        return mail(subject, contentType, SECRET);
    }

    private static RawMail mail(String subject, String contentType, String body) {
        return RawMail.of("""
                From: Bob <bob@a.example>
                To: carol@b.example
                Subject: %s
                MIME-Version: 1.0
                %s

                %s
                """.formatted(subject, contentType, body));
    }
}
