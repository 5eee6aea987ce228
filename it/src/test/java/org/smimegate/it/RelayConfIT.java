package org.smimegate.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpReply;
import org.smimegate.it.harness.SmtpSink;

/** conf/relay as it is, between an inner mail server and the outside; OpenSSL is the partner. */
class RelayConfIT {
    private static final int INNER_SIDE = 2525;
    private static final String BOB = "bob@a.example";
    private static final String CAROL = "carol@b.example";
    private static final String FRANK = "frank@nokey.example";
    private static final String HOLE = "leak@hole.example";
    private static final String ENTITY = "Content-Type: text/plain\r\n\r\nthe confidential figures\r\n";

    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final TestIdentity PARTNERS = PARTNER.domain("b.example");

    @TempDir
    static Path folder;

    private static SmtpSink inner;
    private static SmtpSink outside;
    private static Organisation a;

    @BeforeAll
    static void start() {
        inner = SmtpSink.start();
        outside = SmtpSink.start();
        a = Organisation.relay(folder, "a.example", inner.port())
                .trust("b.example", PARTNER)
                .partnerCertificate("b.example", PARTNERS)
                .partnerDomain("b.example")
                .nextHop(outside.port())
                .hole(HOLE);
        a.start();
    }

    @AfterAll
    static void stop() {
        a.close();
        inner.close();
        outside.close();
    }

    @Test
    void shouldSignAndEncrypt_whenTheInnerServerSendsToAPartner() throws IOException {
        fromInside(BOB, CAROL, mail(BOB, "to partner", ENTITY));

        OpenSsl openssl = openSsl();
        byte[] signed = openssl.cmsOutput(
                outside.await("to partner").bytes(),
                "-decrypt",
                "-recip",
                openssl.certificate(PARTNERS),
                "-inkey",
                openssl.key(PARTNERS));
        String root = openssl.certificates(List.of(a.pki().root().certificate()));
        assertThat(openssl.cmsOutput(signed, "-verify", "-CAfile", root))
                .asString(US_ASCII)
                .isEqualTo(ENTITY);
    }

    @Test
    void shouldSignOnly_whenNoCertificateIsKnown() {
        fromInside(BOB, FRANK, mail(BOB, "to a stranger", ENTITY));

        assertThat(outside.await("to a stranger").header("Content-Type").orElse(""))
                .startsWith("multipart/signed");
    }

    @Test
    void shouldHandOnOpened_whenAPartnersMailVerifies() throws IOException {
        a.receive(CAROL, BOB, mail(CAROL, "from partner", encrypted(signed())));

        RawMail opened = inner.await("from partner");
        assertThat(opened.header("Authentication-Results").orElse("")).startsWith("gw.a.example; smime=pass");
        assertThat(opened.header("X-SMime-Gateway").orElse("")).startsWith("decrypted");
        assertThat(opened.bodyText()).contains("the confidential figures");
    }

    @Test
    void shouldQuarantine_whenAPartnersMailIsAltered() throws IOException {
        String altered = signed().replace("confidential", "public");
        RawMail mail = mail(CAROL, "altered", altered);

        a.receive(CAROL, BOB, mail);

        assertThat(a.quarantine().await("altered").body()).isEqualTo(mail.body());
        assertThat(inner.received())
                .noneMatch(received -> received.mail().subject().equals(mail.subject()));
    }

    @Test
    void shouldPassPlainMailUntouched_whenItComesFromOutside() {
        RawMail mail = mail("eve@elsewhere.example", "plain", "MIME-Version: 1.0\r\n" + ENTITY);

        a.receive("eve@elsewhere.example", BOB, mail);

        RawMail handedOn = inner.await("plain");
        assertThat(handedOn.body()).isEqualTo(mail.body());
        assertThat(handedOn.header("Content-Type")).contains("text/plain");
    }

    @Test
    void shouldNotRelay_whenAStrangerAsks() {
        SmtpReply reply =
                a.james().smtp().trySend("eve@elsewhere.example", List.of(FRANK), mail(BOB, "relay me", ENTITY));

        assertThat(reply.code()).isBetween(500, 599);
    }

    @Test
    void shouldKeepTheMail_whenItCannotBeProtectedAndHasNoSender() {
        fromInside("", "carol@unknown.example", mail("nobody@elsewhere.example", "null sender", ENTITY));

        assertThat(a.errors().await("null sender").bodyText()).isEqualTo("the confidential figures\r\n");
        assertThat(outside.received())
                .noneMatch(r -> r.mail().subject().orElse("").equals("null sender"));
    }

    @Test
    void shouldEncryptAgainOrRefuse_whenTheInnerServerRedirectsOpenedMail() throws IOException {
        a.receive(CAROL, BOB, mail(CAROL, "redirected", encrypted(signed())));
        RawMail opened = inner.await("redirected");
        fromInside(BOB, HOLE, opened);
        assertThat(Leaks.readable(outside.await("redirected"), "confidential figures"))
                .isTrue();
        outside.clear();

        fromInside(BOB, FRANK, opened);
        fromInside(BOB, CAROL, opened);

        assertThat(outside.await("redirected").header("Content-Type").orElse(""))
                .contains("smime-type=enveloped-data");
        RawMail bounce = inner.await("Not sent: redirected");
        assertThat(Leaks.readable(bounce, "confidential")).isFalse();
        assertThat(outside.received())
                .noneMatch(received -> Leaks.readable(received.mail(), "confidential figures")
                        && received.mail().subject().equals(opened.subject()));
    }

    @Test
    void shouldNotSignWhatMachinesRead() {
        String report =
                "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"
                        + "--r\r\n\r\ndelivered\r\n--r--\r\n";
        String request = "MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n";

        fromInside(BOB, FRANK, mail(BOB, "report", report));
        fromInside(BOB, FRANK, mail(BOB, "request", request));

        assertThat(outside.await("report").header("Content-Type").orElse("")).startsWith("multipart/report");
        assertThat(outside.await("request").header("Content-Type").orElse("")).startsWith("text/calendar");
    }

    private static void fromInside(String from, String to, RawMail mail) {
        a.james().smtp(INNER_SIDE).send(from, to, mail);
    }

    private static String signed() throws IOException {
        OpenSsl openssl = openSsl();
        return crlf(openssl.cmsOutput(
                ENTITY.getBytes(US_ASCII),
                "-sign",
                "-signer",
                openssl.certificate(PARTNERS),
                "-inkey",
                openssl.key(PARTNERS),
                "-certfile",
                openssl.certificates(PARTNERS.intermediates())));
    }

    private static String encrypted(String entity) throws IOException {
        OpenSsl openssl = openSsl();
        return crlf(openssl.cmsOutput(
                entity.getBytes(ISO_8859_1), "-encrypt", "-aes256", openssl.certificate(a.gateway())));
    }

    /** OpenSSL ends lines with LF. */
    private static String crlf(byte[] message) {
        return new String(message, ISO_8859_1).replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static OpenSsl openSsl() throws IOException {
        return OpenSsl.in(Files.createTempDirectory(folder, "openssl"));
    }

    private static RawMail mail(String from, String subject, String rest) {
        String head = "From: " + from + "\r\nTo: x@y.example\r\nSubject: " + subject + "\r\n";
        return new RawMail((head + rest).getBytes(ISO_8859_1));
    }
}
