package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.days;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Certificates;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;

/** Carol, who signs with OpenSSL, shows one new certificate after the other to a real server. */
class HarvestAlertIT {
    private static final String BOB = "bob@a.example";
    private static final String CAROL = "carol@c.example";

    private final TestPki pki = TestPki.of("c.example");

    @TempDir
    Path folder;

    @Test
    void shouldTellThePostmasterOnce_whenACertificateChangesAgainAndAgain(@TempDir Path files) throws Exception {
        OpenSslPeer openssl = OpenSslPeer.in(files);
        try (Organisation a = new Organisation(folder, "a.example")) {
            a.trust("c.example", pki).user("bob").user("postmaster").start();
            for (int day : List.of(-9, -5, -3, -2)) {
                a.receive(CAROL, BOB, signed(openssl, carol(day), "since " + day));
                a.inbox(BOB).await("since " + day);
            }

            RawMail alert = a.inbox("postmaster@a.example").awaitOne();

            assertThat(alert.header("Return-Path")).hasValue("<>");
            assertThat(alert.header("Auto-Submitted")).hasValue("auto-generated");
            assertThat(alert.header("Message-ID").orElseThrow()).endsWith("@gw.a.example>");
            assertThat(alert.header("Date")).isPresent();
            assertThat(alert.header("Subject").orElseThrow()).contains(CAROL, "changed 2 times");
            assertThat(alert.bodyText())
                    .containsSubsequence(
                            "It is in use now:",
                            Certificates.fingerprint(carol(-3).certificate()),
                            "known before:",
                            Certificates.fingerprint(carol(-5).certificate()),
                            Certificates.fingerprint(carol(-9).certificate()));
        }
    }

    /** The same serial number each time, so that it is the same certificate each time. */
    private TestIdentity carol(int day) {
        return pki.leaf(CAROL).valid(days(day), days(90)).serial(100 + day).build();
    }

    private static RawMail signed(OpenSslPeer openssl, TestIdentity signer, String subject) throws Exception {
        byte[] entity = "Content-Type: text/plain\r\n\r\nhello\r\n".getBytes(US_ASCII);
        List<String> header = List.of("-from", CAROL, "-to", BOB, "-subject", subject);
        return RawMail.of(new String(openssl.sign(entity, signer, header), ISO_8859_1));
    }
}
