package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.testing.TestTls;

/** Servers that answer well, badly, too much, too slowly or not at all. */
class HttpFetchTest {
    private static final TestPki PKI = TestPki.of("Web");
    private static final int MAX = 100_000;
    private static final Duration IMPATIENT = Duration.ofMillis(300);
    private static final byte[] CONTENT = "a revocation list".getBytes(StandardCharsets.US_ASCII);

    private WebServer server;

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\na revocation list",
                "HTTP/1.1 200\r\ntransfer-encoding: chunked\r\n\r\n5\r\na rev\r\nc\r\nocation list\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\na revocation list",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\na revocation list",
            })
    void shouldFetch(String answer) throws Exception {
        answering(WebServer.text(answer));

        assertThat(fetch()).isEqualTo(CONTENT);
    }

    @Test
    void shouldAskForTheHostOfTheUrl_andForNothingCompressed() throws Exception {
        answering(WebServer.body(CONTENT));

        new HttpFetch(TestNetwork.loopback()).get(url("http", "/a%20b/list.crl?x=1"), MAX);

        assertThat(server.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.head().split("\r\n"))
                        .containsExactly(
                                "GET /a%20b/list.crl?x=1 HTTP/1.1",
                                "Host: crl.example.org:" + server.port(),
                                "User-Agent: smimegate",
                                "Accept-Encoding: identity",
                                "Connection: close"));
    }

    @Test
    void shouldPostBody() throws Exception {
        answering((request, out) -> WebServer.body(request.body()).to(request, out));

        assertThat(new HttpFetch(TestNetwork.loopback()).post(url("http", ""), CONTENT, "application/x", MAX))
                .isEqualTo(CONTENT);
        assertThat(server.requests().get(0).head())
                .startsWith("POST / HTTP/1.1\r\n")
                .contains("Content-Type: application/x\r\n", "Content-Length: 17\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 304, 404, 500})
    void shouldFail_whenStatusIsAnother(int status) throws Exception {
        answering(WebServer.status(status));

        assertFails("HTTP status " + status + " (expected: 200)");
    }

    @Test
    void shouldNotFollow_whenSentElsewhere() throws Exception {
        try (WebServer other = WebServer.start(WebServer.body(CONTENT))) {
            answering(WebServer.text("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + other.port()
                    + "/\r\nContent-Length: 0\r\n\r\n"));

            assertFails("HTTP status 302 (expected: 200)");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br"})
    void shouldNotUnpack_whenAnswerIsCompressed(String encoding) throws Exception {
        answering(WebServer.text("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\n\r\nbomb"));

        assertFails("compressed (expected: as asked for, without)");
    }

    @Test
    void shouldNotRead_whenAnswerIsAnnouncedTooLong() throws Exception {
        answering((request, out) -> {
            WebServer.text("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
                    .to(request, out);
            server.hang();
        });

        assertFails("too long (expected: at most 100000 bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 50000000\r\n", "Transfer-Encoding: chunked\r\n"})
    void shouldStopReading_whenAnswerIsTooLong(String field) throws Exception {
        answering((request, out) -> {
            WebServer.text("HTTP/1.1 200 OK\r\n" + field + "\r\n").to(request, out);
            pour(out, "1000\r\n" + "x".repeat(0x1000) + "\r\n");
        });

        assertFails("too long (expected: at most 100000 bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"})
    void shouldFail_whenFieldsNeverEnd(String before) throws Exception {
        answering((request, out) -> {
            WebServer.text("HTTP/1.1 200 OK\r\n" + before).to(request, out);
            pour(out, "X-Field: value\r\n");
        });

        assertFails("Maximum header count exceeded");
    }

    @Test
    void shouldFail_whenLineNeverEnds() throws Exception {
        answering((request, out) -> pour(out, "HTTP/1.1"));

        assertFails("Maximum line length limit exceeded");
    }

    @Test
    void shouldFail_whenAnswerBreaksOff() throws Exception {
        answering(WebServer.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na revo"));

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(this::fetch)
                .withMessageStartingWith("Premature end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", "\u001b[2Jgarbage\u0007\r\nin lines\r\n\r\n", "HTTP/9.9 \u0085 \u0000\r\n"})
    void shouldSayOnePrintableLine_whenAnswerIsNoHttp(String garbage) throws Exception {
        answering(WebServer.text(garbage));

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(this::fetch)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().matches("\\P{Cntrl}+"));
    }

    @Test
    void shouldGiveUp_whenServerSaysNothing() throws Exception {
        answering((request, out) -> server.hang());

        assertGivesUp();
    }

    @Test
    void shouldGiveUp_whenHeadDrips() throws Exception {
        answering((request, out) -> drip(out));

        assertGivesUp();
    }

    @Test
    void shouldGiveUp_whenBodyDrips() throws Exception {
        answering((request, out) -> {
            WebServer.text("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n").to(request, out);
            drip(out);
        });

        assertGivesUp();
    }

    /** A large list may take longer, as long as it goes on fast enough. */
    @Test
    void shouldWaitForEachMegabyteAnew() throws Exception {
        Duration enough = Duration.ofMillis(800);
        byte[] megabyte = new byte[1 << 20];
        answering((request, out) -> {
            WebServer.text("HTTP/1.1 200 OK\r\n\r\n").to(request, out);
            for (int i = 0; i < 4; i++) {
                out.write(megabyte);
                server.rest(300);
            }
        });

        assertThat(new HttpFetch(TestNetwork.loopback(enough)).get(url("http", "/"), 5 << 20))
                .hasSize(4 << 20);
    }

    @Test
    void shouldFail_whenNobodyListens() throws Exception {
        answering(WebServer.body(CONTENT));
        server.close();

        assertFails("Connection refused");
    }

    @Test
    void shouldFail_whenHostIsUnknown() throws Exception {
        answering(WebServer.body(CONTENT));
        Network network = Network.internet();

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> new HttpFetch(network).get(URI.create("http://crl.invalid/"), MAX))
                .withMessage("no such host");
    }

    /** DNS that names a public address to whoever checks and another to whoever connects. */
    @Test
    void shouldConnectToTheAddressThatWasChecked() throws Exception {
        answering(WebServer.body(CONTENT));
        AtomicInteger questions = new AtomicInteger();
        Network network = TestNetwork.named(host -> {
            questions.incrementAndGet();
            return List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getLoopbackAddress());
        });

        assertThat(new HttpFetch(network).get(url("http", "/"), MAX)).isEqualTo(CONTENT);
        assertThat(questions).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "64:ff9b::7f00:1"})
    void shouldNotConnect_whenAddressIsNotPublic(String address) throws Exception {
        answering(WebServer.body(CONTENT));
        Network real = Network.internet();
        Network network = new Network(
                host -> List.of(InetAddress.getByName(address)),
                real.addresses(),
                port -> true,
                real.tls(),
                real.patience());

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> new HttpFetch(network).get(url("http", "/"), MAX))
                .withMessage("has no public address, but "
                        + InetAddress.getByName(address).getHostAddress());
        assertThat(server.requests()).isEmpty();
    }

    /** {@code http.proxyHost} and {@code socksProxyHost} are for others: a proxy would look the host up itself. */
    @ParameterizedTest
    @ValueSource(strings = {"http.proxy", "socksProxy"})
    void shouldGoThere_whenJvmHasAProxy(String proxy) throws Exception {
        answering(WebServer.body(CONTENT));
        try (WebServer other = WebServer.start(WebServer.status(500))) {
            System.setProperty(proxy + "Host", "127.0.0.1");
            System.setProperty(proxy + "Port", String.valueOf(other.port()));

            assertThat(fetch()).isEqualTo(CONTENT);
        } finally {
            System.clearProperty(proxy + "Host");
            System.clearProperty(proxy + "Port");
        }
    }

    @Test
    void shouldFetchOverTls_whenCertificateIsForTheHost() throws Exception {
        answeringOverTls("crl.example.org");

        assertThat(fetchOverTls(PKI)).isEqualTo(CONTENT);
        assertThat(server.requests().get(0).head()).contains("Host: crl.example.org:");
    }

    @Test
    void shouldFail_whenCertificateIsForAnotherHost() throws Exception {
        answeringOverTls("www.example.org");

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> fetchOverTls(PKI))
                .withMessageContaining("crl.example.org");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldFail_whenNobodyVouchesForCertificate() throws Exception {
        answeringOverTls("crl.example.org");

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> fetchOverTls(TestPki.of("Other")))
                .withMessageContaining("PKIX path");
        assertThat(server.requests()).isEmpty();
    }

    private void answering(WebServer.Answer answer) throws IOException {
        server = WebServer.start(answer);
    }

    /** Shows its certificate only to clients that name the host (RFC 6066 section 3), as servers of many hosts do. */
    private void answeringOverTls(String certified) throws Exception {
        TestIdentity identity = PKI.issuing()
                .issue("CN=" + certified)
                .domain(certified)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
        SSLServerSocket socket = (SSLServerSocket) TestTls.server(identity)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("crl\\.example\\.org")));
        socket.setSSLParameters(parameters);
        server = WebServer.start(socket, WebServer.body(CONTENT));
    }

    private byte[] fetch() throws FetchException {
        return fetch(TestNetwork.PATIENT);
    }

    private byte[] fetch(Duration patience) throws FetchException {
        return new HttpFetch(TestNetwork.loopback(patience)).get(url("http", "/"), MAX);
    }

    private byte[] fetchOverTls(TestPki believed) throws Exception {
        Network network = TestNetwork.loopback(
                TestTls.client(believed.root().certificate()).getSocketFactory(), TestNetwork.PATIENT);
        return new HttpFetch(network).get(url("https", "/"), MAX);
    }

    private URI url(String scheme, String target) {
        return URI.create(scheme + "://crl.example.org:" + server.port() + target);
    }

    private void assertFails(String message) {
        assertThatExceptionOfType(FetchException.class).isThrownBy(this::fetch).withMessage(message);
    }

    private void assertGivesUp() {
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> fetch(IMPATIENT))
                .withMessage("no answer within 0.3 s");
    }

    private void pour(OutputStream out, String what) throws IOException {
        while (server.isOpen()) {
            out.write(what.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** One byte after the other, each well before whoever waits for one would give up. */
    private void drip(OutputStream out) throws IOException {
        while (server.isOpen()) {
            out.write('H');
            server.rest(20);
        }
    }
}
