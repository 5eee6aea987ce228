package org.smimegate.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.SmtpFront.GREETING;
import static org.smimegate.core.testing.SmtpFront.HELLO;
import static org.smimegate.core.testing.SmtpFront.READY;
import static org.smimegate.core.testing.TestPki.days;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.LoopbackPort;
import org.smimegate.core.testing.OpenSslServer;
import org.smimegate.core.testing.SmtpFront;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.gateway.tls.ProbeResult.Encrypted;
import org.smimegate.gateway.tls.ProbeResult.HandshakeFailed;
import org.smimegate.gateway.tls.ProbeResult.Injected;
import org.smimegate.gateway.tls.ProbeResult.NotOffered;
import org.smimegate.gateway.tls.ProbeResult.Refused;
import org.smimegate.gateway.tls.ProbeResult.Unreachable;

/** The TLS server is OpenSSL's; what comes before TLS is scripted. */
class StartTlsProbeTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(700);

    private final TestPki pki = TestPki.shared();
    private final ServerTrust trust = ServerTrust.of(List.of(pki.root().certificate()));

    @TempDir
    Path folder;

    @Test
    void shouldBeEncryptedAndVerified_whenServerIsGood() throws Exception {
        TestIdentity identity = server("localhost");
        try (OpenSslServer server = OpenSslServer.start(folder, identity)) {
            Encrypted result = (Encrypted) probe(LONG, "localhost", server.port());

            assertThat(result.protocol()).isEqualTo("TLSv1.3");
            assertThat(result.chain())
                    .containsExactly(identity.certificate(), pki.issuing().certificate());
            assertThat(result.judgement().isVerified()).isTrue();
        }
    }

    @Test
    void shouldTellNameFromTrust_whenCertificateIsForAnotherHost() throws Exception {
        try (OpenSslServer server = OpenSslServer.start(folder, server("mx.example.org"))) {
            ServerJudgement judgement = ((Encrypted) probe(LONG, "localhost", server.port())).judgement();

            assertThat(judgement.untrusted()).isEmpty();
            assertThat(judgement.misnamed().orElseThrow()).contains("localhost");
        }
    }

    @Test
    void shouldFinishTheHandshake_whenServerIsUntrusted() throws Exception {
        try (OpenSslServer server = OpenSslServer.start(folder, TestPki.selfSigned("mx@example.org"), "-tls1_2")) {
            Encrypted result = (Encrypted) probe(LONG, "localhost", server.port());

            assertThat(result.protocol()).isEqualTo("TLSv1.2");
            assertThat(result.judgement().untrusted().orElseThrow())
                    .contains("unable to find valid certification path");
        }
    }

    /** What {@code cert test} says without a server is what a handshake with it comes to, word for word. */
    @ParameterizedTest
    @MethodSource("servers")
    void shouldJudgeWithoutTheServer_asInAHandshake(TestIdentity identity, boolean good) throws Exception {
        try (OpenSslServer server = OpenSslServer.start(folder, identity)) {
            Encrypted result = (Encrypted) probe(LONG, "localhost", server.port());

            ServerJudgement without = trust.judge(result.chain(), Optional.of("localhost"));

            assertThat(without).isEqualTo(result.judgement());
            assertThat(without.isVerified()).isEqualTo(good);
        }
    }

    static Stream<Arguments> servers() {
        CertificateBuilder leaf = TestPki.shared()
                .issuing()
                .issue("CN=mx")
                .domain("localhost")
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
        return Stream.of(
                Arguments.of(leaf.build(), true),
                Arguments.of(leaf.key(KeyKind.P_256).build(), true),
                Arguments.of(server("mx.example.org"), false),
                Arguments.of(TestPki.selfSigned("mx@example.org"), false),
                Arguments.of(
                        leaf.extendedKeyUsage(KeyPurposeId.id_kp_emailProtection)
                                .build(),
                        false),
                Arguments.of(leaf.valid(days(-9), days(-1)).build(), false));
    }

    @Test
    void shouldTrustNobody_whenThereAreNoAnchors() throws Exception {
        try (OpenSslServer server = OpenSslServer.start(folder, server("localhost"))) {
            Encrypted result = (Encrypted) new StartTlsProbe("probe.example.org", LONG, ServerTrust.of(List.of()))
                    .probe("localhost", server.port());

            assertThat(result.judgement().untrusted()).contains("there are no trust anchors");
        }
    }

    @Test
    void shouldFail_whenServerHasOldProtocolsOnly() throws Exception {
        TestIdentity identity = server("localhost");
        try (OpenSslServer server = OpenSslServer.start(folder, identity, "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0")) {
            assertThat(probe(LONG, "localhost", server.port())).isInstanceOf(HandshakeFailed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "250 mx.example.org\r\n",
                "250-mx.example.org\r\n250-XSTARTTLS\r\n250 8BITMIME STARTTLS\r\n",
                "250 STARTTLS\r\n",
                "502 no EHLO here\r\n"
            })
    void shouldSayNotOffered_whenEhloDoesNotNameIt(String hello) throws Exception {
        assertThat(probed(GREETING, hello)).isEqualTo(new NotOffered());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"250-mx\r\n250 starttls\r\n", "250-mx\n250 STARTTLS \n", "250-mx\r\n250-STARTTLS\r\n250\r\n"})
    void shouldSeeTheOffer_howeverItIsWritten(String hello) throws Exception {
        assertThat(probed(GREETING, hello, "454 not now\r\n")).isEqualTo(new Refused(454, "not now"));
    }

    @Test
    void shouldBePermanent_whenRefusedFor5xx() throws Exception {
        assertThat(probed(GREETING, HELLO, "554-5.7.0 no\r\n554 5.7.0 never\r\n"))
                .isEqualTo(new Refused(554, "5.7.0 no 5.7.0 never"));
        assertThat(new Refused(554, "").isPermanent()).isTrue();
        assertThat(new Refused(454, "").isPermanent()).isFalse();
    }

    @Test
    void shouldSayInjected_whenClearTextFollowsTheAnswer() throws Exception {
        assertThat(probed(GREETING, HELLO, READY + "250 mx\r\n")).isEqualTo(new Injected("250 mx"));
    }

    @Test
    void shouldFailTheHandshake_whenServerGoesOnInClear() throws Exception {
        try (SmtpFront front = SmtpFront.saying(GREETING, HELLO, READY, "250 hello\r\n")) {
            assertThat(probe(SHORT, "localhost", front.port())).isInstanceOf(HandshakeFailed.class);
        }
    }

    @Test
    void shouldFailTheHandshakeInTime_whenServerSaysNoMore() throws Exception {
        assertThat(probed(GREETING, HELLO, READY)).isEqualTo(new HandshakeFailed("no answer within 0.7 s", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 busy\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "", "22"})
    void shouldBeUnreachable_whenItIsNoServerForUs(String greeting) throws Exception {
        assertThat(probed(greeting)).isInstanceOf(Unreachable.class);
    }

    @Test
    void shouldCleanWhatTheServerSays() throws Exception {
        assertThat(probed("554 \u001b[2Jgo\u0000away\r\n"))
                .isEqualTo(new Unreachable("takes no mail: 554 ?[2Jgo?away"));
    }

    @Test
    void shouldStop_whenAnswersHaveNoEnd() throws Exception {
        assertThat(probed("220 " + "x".repeat(100_000)))
                .isEqualTo(new Unreachable("an SMTP answer with a line of more than 2048 characters"));
        assertThat(probed("220-x\r\n".repeat(1000)))
                .isEqualTo(new Unreachable("an SMTP answer of more than 100 lines"));
    }

    @Test
    void shouldStopInTime_whenServerDrips() throws Exception {
        try (SmtpFront front = SmtpFront.dripping()) {
            assertThat(probe(SHORT, "localhost", front.port())).isEqualTo(new Unreachable("no answer within 0.7 s"));
        }
    }

    @Test
    void shouldBeUnreachable_whenServerHangsUpOrNobodyListens() throws Exception {
        try (SmtpFront front = SmtpFront.hangingUpAfter(GREETING)) {
            assertThat(probe(LONG, "localhost", front.port()))
                    .isEqualTo(new Unreachable("the server closed the connection"));
        }
        assertThat(probe(LONG, "localhost", LoopbackPort.free())).isInstanceOf(Unreachable.class);
        assertThat(probe(LONG, "no-such-host.invalid", 25)).isEqualTo(new Unreachable("no such host"));
    }

    private ProbeResult probed(String... answers) throws IOException {
        try (SmtpFront front = SmtpFront.saying(answers)) {
            return probe(SHORT, "localhost", front.port());
        }
    }

    private ProbeResult probe(Duration timeout, String host, int port) {
        return new StartTlsProbe("probe.example.org", timeout, trust).probe(host, port);
    }

    private static TestIdentity server(String host) {
        return TestPki.shared()
                .issuing()
                .issue("CN=" + host)
                .domain(host)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
    }
}
