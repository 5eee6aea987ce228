package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.smimegate.core.testing.TestPki.NOW;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.LoopbackPort;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.testing.OpenSslResponder;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.testing.TurnedClock;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.RevocationChecking;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.core.trust.TrustStore;

/**
 * What the judge makes of what is fetched: the first question about a certificate finds nothing, the second everything.
 * Lists are from {@code openssl ca}, answers from {@code openssl ocsp}.
 */
class FetchedTrustTest {
    private static final String HOST = "pki.example.org";
    private static final TestIdentity ROOT = TestPki.rootCa("Answering Root CA");

    @TempDir
    Path folder;

    private final TurnedClock clock = new TurnedClock(NOW);
    private final int responderPort = LoopbackPort.free();
    private final X509Certificate bob = Pointing.toResponder(ROOT.issue("CN=bob"), url(responderPort))
            .build()
            .certificate();
    private WebServer server;
    private RevocationFetcher fetcher;

    @BeforeEach
    void start() throws Exception {
        server = WebServer.start(WebServer.status(404));
        fetcher = new RevocationFetcher(
                new FetchSettings(List.of(HOST), true, Optional.empty()),
                TestNetwork.loopback(),
                clock,
                new SameThread());
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    void shouldTrust_whenListNamesOthers() throws Exception {
        OpenSslCa ca = OpenSslCa.of(ROOT, folder.resolve("ca")).revoke(bob);
        server.answer(WebServer.body(ca.list()));
        X509Certificate eve = listed("CN=eve");

        assertThat(decision(eve)).isInstanceOf(TrustDecision.RevocationUnknown.class);
        assertThat(decision(eve))
                .isInstanceOfSatisfying(
                        TrustDecision.Trusted.class,
                        trusted -> assertThat(trusted.revocation()).contains("Answering Root CA", url(server.port())));
    }

    @Test
    void shouldRefuse_whenListNamesCertificate() throws Exception {
        X509Certificate eve = listed("CN=eve");
        server.answer(WebServer.body(
                OpenSslCa.of(ROOT, folder.resolve("ca")).revoke(eve).list()));

        assertThat(decision(eve)).isInstanceOf(TrustDecision.RevocationUnknown.class);
        assertRevoked(decision(eve));
        server.answer(WebServer.status(404));
        clock.turn(Duration.ofDays(2));
        fetcher.refresh();
        assertRevoked(decision(eve));
    }

    @Test
    void shouldTrust_whenResponderSaysGood() throws Exception {
        try (OpenSslResponder responder = responder(List.of(bob), List.of())) {
            assertThat(decision(bob)).isInstanceOf(TrustDecision.RevocationUnknown.class);
        }

        assertThat(decision(bob))
                .isInstanceOfSatisfying(
                        TrustDecision.Trusted.class,
                        trusted -> assertThat(trusted.revocation()).contains("responder", url(responderPort)));
    }

    @Test
    void shouldRefuse_whenResponderSaysRevoked() throws Exception {
        try (OpenSslResponder responder = responder(List.of(), List.of(bob))) {
            decision(bob);
        }

        assertRevoked(decision(bob));
    }

    @Test
    void shouldNotKnow_whenResponderDoesNot() throws Exception {
        try (OpenSslResponder responder = responder(List.of(), List.of())) {
            decision(bob);
        }

        assertThat(fetcher.answersOn(bob, ROOT.certificate())).hasSize(1);
        assertThat(decision(bob)).isInstanceOf(TrustDecision.RevocationUnknown.class);
    }

    @Test
    void shouldNotBelieve_whenSignatureIsBad() throws Exception {
        try (OpenSslResponder responder = responder(List.of(bob), List.of(), "-badsig")) {
            decision(bob);
        }

        assertThat(decision(bob)).isInstanceOf(TrustDecision.RevocationUnknown.class);
    }

    /** Answers are good for an hour here: the next is there before, and says what became of Bob. */
    @Test
    void shouldAskAgain_beforeAnswerIsOver() throws Exception {
        try (OpenSslResponder responder = responder(List.of(bob), List.of())) {
            decision(bob);
        }
        clock.turn(Duration.ofMinutes(50));
        try (OpenSslResponder responder = responder(List.of(), List.of(bob))) {
            fetcher.refresh();
        }

        assertRevoked(decision(bob));
    }

    @Test
    void shouldSendNonceOf32Bytes_anotherEachTime() throws Exception {
        X509Certificate eve = answered("CN=eve");
        decision(eve);
        clock.turn(Duration.ofMinutes(1));
        decision(eve);

        List<byte[]> nonces = new ArrayList<>();
        for (WebServer.Request request : server.requests()) {
            assertThat(request.head()).startsWith("POST /").contains("\r\nContent-Type: application/ocsp-request\r\n");
            OCSPReq question = new OCSPReq(request.body());
            nonces.add(question.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                    .getExtnValue()
                    .getOctets());
        }
        assertThat(nonces).hasSize(2).allMatch(nonce -> nonce.length == 2 + 32);
        assertThat(nonces.get(0)).isNotEqualTo(nonces.get(1));
    }

    /** Recorded when the certificate was good, and played again by somebody on the way. */
    @Test
    void shouldRefuseAnswer_whenNonceIsAnothers() throws Exception {
        X509Certificate eve = answered("CN=eve");
        byte[] recorded = answer(eve, "-nonce");
        server.answer(WebServer.body(recorded));
        decision(eve);

        assertThat(server.requests()).hasSize(1);
        assertThat(fetcher.answersOn(eve, ROOT.certificate())).isEmpty();
    }

    /** As large responders do it, which sign in advance (RFC 5019). */
    @Test
    void shouldTakeAnswer_whenResponderEchoesNoNonce() throws Exception {
        X509Certificate eve = answered("CN=eve");
        server.answer(WebServer.body(answer(eve, "-no_nonce")));
        decision(eve);

        assertThat(decision(eve)).isInstanceOf(TrustDecision.Trusted.class);
    }

    @Test
    void shouldKeepTheNewerAnswer_whenAnOlderOneIsServed() throws Exception {
        X509Certificate eve = answered("CN=eve");
        byte[] older = answer(eve, "-no_nonce");
        await().until(() -> Instant.now().getEpochSecond() > thisUpdate(older).getEpochSecond());
        byte[] newer = answer(eve, "-no_nonce");
        server.answer(WebServer.body(newer));
        decision(eve);
        server.answer(WebServer.body(older));
        clock.turn(Duration.ofHours(1));
        fetcher.refresh();

        assertThat(server.requests()).hasSize(2);
        assertThat(fetcher.answersOn(eve, ROOT.certificate()))
                .singleElement()
                .satisfies(held -> assertThat(held.response().getResponses()[0].getThisUpdate())
                        .isEqualTo(thisUpdate(newer)));
    }

    @Test
    void shouldRefuseAnswer_whenItIsAboutAnother() throws Exception {
        X509Certificate eve = answered("CN=eve");
        server.answer(WebServer.body(answer(bob, "-no_nonce")));
        decision(eve);

        assertThat(fetcher.answersOn(eve, ROOT.certificate())).isEmpty();
    }

    /** RFC 6960 section 4.2.1: a status without an answer; and what is no response at all. */
    @ParameterizedTest
    @CsvSource({"3003 0a01 01", "3003 0a01 03", "3003 0a01 06", "3003 0a01 00", "0500", "3080", "''"})
    void shouldKnowNothing_whenThereIsNoAnswer(String hex) throws Exception {
        byte[] response = HexFormat.of().parseHex(hex.replace(" ", ""));
        server.answer(WebServer.body(response));
        X509Certificate eve = answered("CN=eve");
        decision(eve);

        assertThat(server.requests()).hasSize(1);
        assertThat(fetcher.answersOn(eve, ROOT.certificate())).isEmpty();
    }

    @Test
    void shouldKnowNothing_whenAnswerIsTooLong() throws Exception {
        server.answer(WebServer.body(new byte[(64 << 10) + 1]));
        X509Certificate eve = answered("CN=eve");
        decision(eve);

        assertThat(server.requests()).hasSize(1);
        assertThat(fetcher.answersOn(eve, ROOT.certificate())).isEmpty();
    }

    private static void assertRevoked(TrustDecision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        TrustDecision.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REVOKED));
    }

    private TrustDecision decision(X509Certificate certificate) {
        TrustStore store = TrustStore.of(List.of(ROOT.certificate()), List.of());
        return new AnchoredTrust(
                        () -> store, AlgorithmPolicy.year2026(true, true), new RevocationChecking(fetcher, Set.of()))
                .check(certificate, List.of(), CertificateUse.SIGNING, clock.instant());
    }

    private OpenSslResponder responder(List<X509Certificate> good, List<X509Certificate> revoked, String... options)
            throws IOException {
        return OpenSslResponder.start(
                folder.resolve("responder" + good.size()), responderPort, ROOT, good, revoked, options);
    }

    /** What the foreign responder answers the foreign client. */
    private byte[] answer(X509Certificate certificate, String nonce) throws Exception {
        try (OpenSslResponder responder = responder(List.of(certificate), List.of())) {
            return responder.ask(certificate, nonce);
        }
    }

    private static Instant thisUpdate(byte[] answer) throws Exception {
        BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();
        return basic.getResponses()[0].getThisUpdate().toInstant();
    }

    private X509Certificate listed(String subject) {
        return Pointing.toList(ROOT.issue(subject), url(server.port())).build().certificate();
    }

    private X509Certificate answered(String subject) {
        return Pointing.toResponder(ROOT.issue(subject), url(server.port()))
                .build()
                .certificate();
    }

    private static String url(int port) {
        return "http://" + HOST + ":" + port + "/";
    }
}
