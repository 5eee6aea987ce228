package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.testing.TurnedClock;
import org.smimegate.core.trust.RevocationList;

/**
 * Lists that {@code openssl ca} made, on a server whose name is this machine. Where a test says nothing else, what is
 * to be fetched is fetched at once, in its own thread.
 */
class RevocationFetcherTest {
    private static final String HOST = "crl.example.org";
    private static final TestIdentity ROOT = TestPki.rootCa("Publishing Root CA");

    @TempDir
    static Path cas;

    /** From an hour ago for a day. */
    private static byte[] today;

    /** Before today's list is over. */
    private static final Instant TOMORROW = NOW.plus(Duration.ofHours(22));

    private static byte[] tomorrow;

    /** Of another who calls himself the same. */
    private static byte[] forged;

    private final TurnedClock clock = new TurnedClock(NOW);
    private WebServer server;
    private RevocationFetcher fetcher;

    @BeforeAll
    static void publish() throws Exception {
        OpenSslCa ca = OpenSslCa.of(ROOT, cas.resolve("root"));
        today = ca.list();
        tomorrow = ca.dated(TOMORROW, days(2)).list();
        TestIdentity namesake = CertificateBuilder.selfSigned("Publishing Root CA")
                .ca()
                .freshKey()
                .build();
        forged = OpenSslCa.of(namesake, cas.resolve("namesake"))
                .dated(days(1), days(2))
                .list();
    }

    @BeforeEach
    void start() throws Exception {
        server = WebServer.start(WebServer.body(today));
        fetcher = open(new SameThread(), HOST);
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    void shouldKnowTheListsOfAnIssuer_whenTheyWereMissed() throws Exception {
        assertThat(lists()).isEmpty();

        missing("/ca.crl");

        assertThat(lists()).extracting(RevocationList::origin).containsExactly(url("/ca.crl"));
        assertThat(fetcher.listsOf(TestPki.shared().root().certificate().getSubjectX500Principal()))
                .isEmpty();
    }

    @Test
    void shouldNotFetchAgain_whenListIsKnown() throws Exception {
        missing("/ca.crl");
        missing("/ca.crl");
        fetcher.refresh();

        assertThat(paths()).containsExactly("/ca.crl");
    }

    @Test
    void shouldAnswerAtOnce_whenFetchHangs() throws Exception {
        missing("/ca.crl");
        server.answer((request, out) -> server.hang());
        X509Certificate other = pointing("/other.crl");
        ScheduledThreadPoolExecutor threads = RevocationFetcher.threads();
        try (RevocationFetcher hanging = open(threads, HOST)) {
            hanging.missing(other, ROOT.certificate());
            await().until(() -> server.requests().size() == 2);

            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                for (int i = 0; i < 1_000; i++) {
                    assertThat(hanging.listsOf(ROOT.certificate().getSubjectX500Principal()))
                            .isEmpty();
                    assertThat(hanging.answersOn(other, ROOT.certificate())).isEmpty();
                    hanging.missing(other, ROOT.certificate());
                    hanging.refresh();
                }
            });
            assertThat(threads.getActiveCount()).isEqualTo(1);
            assertThat(threads.getThreadFactory().newThread(() -> {}).isDaemon())
                    .isTrue();
            assertThat(threads.getQueue()).isEmpty();
            assertThat(paths()).containsExactly("/ca.crl", "/other.crl");
        }
    }

    /** Of certificates in mail, as long as their CA puts up with it. */
    @Test
    void shouldKeepFewWaiting_whenThousandsOfListsAreNamed() throws Exception {
        server.answer((request, out) -> server.hang());
        ScheduledThreadPoolExecutor threads = RevocationFetcher.threads();
        try (RevocationFetcher hanging = open(threads, HOST)) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                for (int i = 0; i < 140; i++) {
                    hanging.missing(pointing(8, i), ROOT.certificate());
                }
            });

            assertThat(threads.getQueue()).hasSizeBetween(900, 1_000);
        }
    }

    @Test
    void shouldStopFetching_whenClosed() throws Exception {
        server.answer((request, out) -> server.hang());
        ScheduledThreadPoolExecutor threads = RevocationFetcher.threads();
        RevocationFetcher hanging = open(threads, HOST);
        hanging.missing(pointing(8, 0), ROOT.certificate());
        await().until(() -> server.requests().size() == 2);

        hanging.close();
        server.close();

        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        hanging.missing(pointing("/ca.crl"), ROOT.certificate());
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void shouldFetchNothing_whenHostIsNotAllowed() throws Exception {
        RevocationFetcher elsewhere = open(new SameThread(), "pki.example.net", "*.crl.example.org");
        elsewhere.missing(pointing("/ca.crl"), ROOT.certificate());
        elsewhere.missing(responding("/ocsp"), ROOT.certificate());

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldTellOnce_whichHostIsNotAllowed() throws Exception {
        RevocationFetcher elsewhere = open(new SameThread(), "pki.example.net");
        try (LogLines log = new LogLines()) {
            elsewhere.missing(pointing("/ca.crl"), ROOT.certificate());
            elsewhere.missing(pointing("/other.crl"), ROOT.certificate());

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .endsWith("crl.example.org is not asked about certificates of 'CN=Publishing Root CA'"
                            + " (expected: in hosts, if it may be asked)");
        }
    }

    /** FAIL-CLOSED: no control characters of strangers in a log. */
    @Test
    void shouldLogOnePrintableLine_whenServerAnswersControlCharacters() throws Exception {
        server.answer(WebServer.text("HTTP/\u001b[2J\u0007\r200\u0085 \u0000\u009b31m\r\nX\r\n\r\n"));
        X509Certificate bob = Pointing.toList(ROOT.issue("CN=bob\u001b[31m\nFATAL"), url("/ca.crl"))
                .build()
                .certificate();
        try (LogLines log = new LogLines()) {
            fetcher.missing(bob, ROOT.certificate());

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(url("/ca.crl") + ": ")
                    .endsWith("; tried again in 1 min")
                    .matches("\\P{C}+");
        }
    }

    @Test
    void shouldFetchNothing_whenAddressIsNotPublic() throws Exception {
        Network usual = TestNetwork.loopback();
        Network real = new Network(
                usual.names(), Network.internet().addresses(), usual.ports(), usual.tls(), usual.patience());
        RevocationFetcher fetching = new RevocationFetcher(settings(HOST), real, clock, new SameThread());
        fetching.missing(pointing("/ca.crl"), ROOT.certificate());

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldAskNoResponder_whenOcspIsOff() throws Exception {
        FetchSettings off = new FetchSettings(List.of(HOST), false, Optional.empty());
        RevocationFetcher silent = new RevocationFetcher(off, TestNetwork.loopback(), clock, new SameThread());
        X509Certificate bob = responding("/ocsp");
        silent.missing(bob, ROOT.certificate());

        assertThat(server.requests()).isEmpty();
        assertThat(silent.answersOn(bob, ROOT.certificate())).isEmpty();
    }

    @Test
    void shouldTryTheNextUrlOfAPoint_whenOneFails() throws Exception {
        WebServer.Answer good = WebServer.body(today);
        server.answer((request, out) -> (request.path().equals("/2") ? good : WebServer.status(404)).to(request, out));
        fetcher.missing(
                Pointing.toList(bob(), "ldap://" + HOST + "/cn=x", url("/1"), url("/2"), url("/3"))
                        .build()
                        .certificate(),
                ROOT.certificate());

        assertThat(lists()).extracting(RevocationList::origin).containsExactly(url("/2"));
        assertThat(paths()).containsExactly("/1", "/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no list", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "0\u0003\u0002\u0001"
            })
    void shouldKnowNothing_whenItIsNoList(String body) throws Exception {
        server.answer(WebServer.body(body.getBytes(StandardCharsets.ISO_8859_1)));
        missing("/ca.crl");

        assertThat(server.requests()).hasSize(1);
        assertThat(lists()).isEmpty();
    }

    @Test
    void shouldTryAgainAfterAMinute_whenServerFails() throws Exception {
        server.answer(WebServer.status(503));
        missing("/ca.crl");
        server.answer(WebServer.body(today));
        clock.turn(Duration.ofSeconds(59));
        missing("/ca.crl");
        fetcher.refresh();
        assertThat(server.requests()).hasSize(1);

        clock.turn(Duration.ofSeconds(1));
        fetcher.refresh();
        assertThat(lists()).hasSize(1);
    }

    @Test
    void shouldHaveTheNextList_beforeTheFirstIsOver() throws Exception {
        missing("/ca.crl");
        server.answer(WebServer.body(tomorrow));
        clock.turn(Duration.ofHours(23));
        fetcher.refresh();

        assertThat(lists()).extracting(RevocationList::thisUpdate).containsExactly(TOMORROW);
    }

    /** Whoever blocks the way to newer lists must not clear those whom the last one names. */
    @Test
    void shouldKeepTheList_whenItIsOverAndNoOtherCanBeFetched() throws Exception {
        missing("/ca.crl");
        server.answer(WebServer.status(404));
        clock.turn(Duration.ofDays(2));
        fetcher.refresh();

        assertThat(server.requests()).hasSize(2);
        assertThat(lists()).hasSize(1);
    }

    @Test
    void shouldKeepTheNewerList_whenAnOlderOneIsServed() throws Exception {
        clock.turn(Duration.ofHours(22));
        server.answer(WebServer.body(tomorrow));
        missing("/ca.crl");
        server.answer(WebServer.body(today));
        clock.turn(Duration.ofDays(2));
        fetcher.refresh();

        assertThat(server.requests()).hasSize(2);
        assertThat(lists()).extracting(RevocationList::thisUpdate).containsExactly(TOMORROW);
    }

    @Test
    void shouldKeepTheSignedList_whenAForgedOneIsServed() throws Exception {
        missing("/ca.crl");
        server.answer(WebServer.body(forged));
        clock.turn(Duration.ofDays(1));
        fetcher.refresh();

        assertThat(server.requests()).hasSize(2);
        assertThat(lists()).singleElement().matches(this::isSigned);
    }

    /** It would take the place of every genuine one that is older. */
    @Test
    void shouldNotTakeAForgedList_whenNoneIsHeld() throws Exception {
        server.answer(WebServer.body(forged));
        missing("/ca.crl");
        assertThat(lists()).isEmpty();

        server.answer(WebServer.body(today));
        clock.turn(Duration.ofHours(1));
        missing("/ca.crl");
        assertThat(lists()).singleElement().matches(this::isSigned);
    }

    @Test
    void shouldNotTakeAList_whenItIsYetToStart() throws Exception {
        server.answer(WebServer.body(tomorrow));
        missing("/ca.crl");

        assertThat(lists()).isEmpty();
    }

    private boolean isSigned(RevocationList list) {
        return list.isSignedBy(ROOT.certificate().getPublicKey());
    }

    private RevocationFetcher open(ExecutorService workers, String... hosts) throws Exception {
        return new RevocationFetcher(settings(hosts), TestNetwork.loopback(), clock, workers);
    }

    private static FetchSettings settings(String... hosts) {
        return new FetchSettings(List.of(hosts), true, Optional.empty());
    }

    private Collection<RevocationList> lists() {
        return fetcher.listsOf(ROOT.certificate().getSubjectX500Principal());
    }

    private List<String> paths() {
        return server.requests().stream().map(WebServer.Request::path).toList();
    }

    private void missing(String path) {
        fetcher.missing(pointing(path), ROOT.certificate());
    }

    private X509Certificate pointing(String path) {
        return Pointing.toList(bob(), url(path)).build().certificate();
    }

    private X509Certificate pointing(int points, int number) {
        DistributionPoint[] all = IntStream.range(0, points)
                .mapToObj(i -> Pointing.point(url("/" + number + "/" + i)))
                .toArray(DistributionPoint[]::new);
        return bob().extension(Extension.cRLDistributionPoints.getId(), false, Pointing.points(all))
                .build()
                .certificate();
    }

    private X509Certificate responding(String path) {
        return Pointing.toResponder(bob(), url(path)).build().certificate();
    }

    private static CertificateBuilder bob() {
        return ROOT.issue("CN=bob").address("bob@example.org");
    }

    private String url(String path) {
        return "http://" + HOST + ":" + server.port() + path;
    }
}
