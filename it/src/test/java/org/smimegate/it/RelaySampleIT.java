package org.smimegate.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpClient;
import org.smimegate.it.harness.SmtpReply;
import org.smimegate.it.harness.SmtpSink;

/** What conf/relay promises in its comments: one sink is the inner mail server, another one the Internet. */
class RelaySampleIT {
    private static final int FROM_INNER = 2525;
    private static final String BOB = "bob@a.example";
    private static final String DAVE = "dave@b.example";
    private static final String CAROL = "carol@elsewhere.example";
    private static final RawMail LETTER = RawMail.of("""
            From: bob@a.example
            To: dave@b.example
            Subject: figures
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            the confidential figures
            """);

    @TempDir
    static Path folder;

    private static SmtpSink inner;
    private static SmtpSink outside;
    private static TestIdentity gatewayOfB;
    private static Organisation a;

    @BeforeAll
    static void start() {
        inner = SmtpSink.start();
        outside = SmtpSink.start();
        TestPki pkiOfB = TestPki.of("b.example");
        gatewayOfB = pkiOfB.domain("b.example");
        a = Organisation.relay(folder, "a.example", inner.port())
                .trust("b", pkiOfB)
                .partnerCertificate("b", gatewayOfB)
                .nextHop(outside.port());
        a.start();
    }

    @AfterAll
    static void stop() {
        a.close();
        inner.close();
        outside.close();
    }

    @BeforeEach
    void clear() {
        a.james().clear();
        inner.clear();
        outside.clear();
    }

    @Test
    void shouldSignAndEncrypt_whenTheInnerServerSends() {
        fromInner().send(BOB, DAVE, LETTER);

        assertThat(outside.awaitOne().mail().text())
                .contains("application/pkcs7-mime")
                .doesNotContain("the confidential figures");
        assertThat(inner.received()).isEmpty();
    }

    @Test
    void shouldSign_whenTheInnerServerSendsToSomebodyWithoutCertificate() {
        fromInner().send(BOB, CAROL, LETTER);

        assertThat(outside.awaitOne().mail().text()).contains("multipart/signed", "the confidential figures");
    }

    @Test
    void shouldOpenAndHandOn_whenAPartnerSends() throws Exception {
        a.receive(DAVE, BOB, signedAndEncrypted());

        RawMail opened = inner.awaitOne().mail();
        assertThat(opened.text()).contains("the confidential figures");
        assertThat(opened.header("Authentication-Results"))
                .hasValueSatisfying(results ->
                        assertThat(results).startsWith("gw.a.example").contains("smime=pass"));
        assertThat(outside.received()).isEmpty();
    }

    @Test
    void shouldHandOnPlainMailUntouched() {
        a.receive(CAROL, BOB, LETTER);

        assertThat(inner.awaitOne().mail().body()).isEqualTo(LETTER.body());
    }

    @Test
    void shouldQuarantineWhatDoesNotVerify_andReleaseItWhenThePostmasterSaysSo() throws Exception {
        String message = signedAndEncrypted().text();
        int middle = message.length() / 2;
        String changed = message.substring(0, middle)
                + (message.charAt(middle) == 'A' ? 'B' : 'A')
                + message.substring(middle + 1);

        a.receive(DAVE, BOB, new RawMail(changed.getBytes(ISO_8859_1)));

        a.quarantine().awaitOne();
        assertThat(inner.received()).isEmpty();

        a.james().admin().reprocess("var/mail/quarantine", "release");

        assertThat(inner.awaitOne().to()).containsExactly(BOB);
    }

    @Test
    void shouldNotRelayForStrangers() {
        SmtpReply reply = a.james().smtp().trySend(CAROL, List.of(DAVE), LETTER);

        assertThat(reply.code()).isEqualTo(550);
        assertThat(outside.received()).isEmpty();
    }

    /** RFC 3461: without James' DSN hooks in the handler chain, a stranger's RET=FULL counts for nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"RET=HDRS", "RET=FULL"})
    void shouldSendBackNothingThatWasOpened_whenTheInnerServerRefuses(String wish) throws Exception {
        inner.refuse(550, "5.1.1 unknown");
        try {
            a.james().smtp().mailParameter(wish).send(DAVE, BOB, signedAndEncrypted());

            SmtpSink.Received bounce = outside.awaitOne();
            assertThat(bounce.from()).isEmpty();
            assertThat(bounce.to()).containsExactly(DAVE);
            assertThat(bounce.mail().header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/report"));
            assertThat(bounce.mail().text())
                    .contains("5.1.1 unknown", "Subject: figures")
                    .doesNotContain("the confidential figures");
        } finally {
            inner.refuseNoMore();
        }
    }

    private static SmtpClient fromInner() {
        return a.james().smtp(FROM_INNER);
    }

    /** From Dave's gateway to A's, made with openssl. */
    private static RawMail signedAndEncrypted() throws Exception {
        OpenSsl openssl = OpenSsl.in(Files.createTempDirectory(folder, "openssl"));
        byte[] signed = openssl.cmsOutput(
                LETTER.body(),
                "-sign",
                "-text",
                "-md",
                "sha256",
                "-signer",
                openssl.certificate(gatewayOfB),
                "-inkey",
                openssl.key(gatewayOfB),
                "-certfile",
                openssl.certificates(gatewayOfB.intermediates()));
        byte[] encrypted = openssl.cmsOutput(
                signed,
                "-encrypt",
                "-aes256",
                "-from",
                DAVE,
                "-to",
                BOB,
                "-subject",
                "figures",
                openssl.certificate(a.gateway()));
        return RawMail.of(new String(encrypted, ISO_8859_1).replace("\r\n", "\n"));
    }
}
