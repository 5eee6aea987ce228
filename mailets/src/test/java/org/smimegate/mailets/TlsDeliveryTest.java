package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.SmtpFront;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.matchers.testing.TestConf;
import org.smimegate.matchers.testing.TestMail;

/** What RemoteDelivery and the mail API do with what RequireTls tells them: a mail leaves over TLS or stays in the queue. */
class TlsDeliveryTest {
    private static final String BOB = "bob@example.org";
    private static final String A = "a@partner.example";
    private static final TestPki PKI = TestPki.of("servers");

    @TempDir
    Path folder;

    private Fixture fixture;
    private TestJames james;
    private RequireTls mailet;

    @BeforeEach
    void open() throws Exception {
        Path anchors = Files.createDirectories(folder.resolve("conf/smime/tls"));
        TestFiles.writePem(anchors.resolve("ca.pem"), PKI.root().certificate());
        fixture = new Fixture(new TestConf(folder).smimeXmlWith("<tls anchors='file://conf/smime/tls/'/>"));
        james = new TestJames(fixture.counters)
                .delivering()
                .mailets("<mailet match='All' class='org.smimegate.mailets.RequireTls'/>");
    }

    @AfterEach
    void close() {
        mailet.destroy();
    }

    @Test
    void shouldDeliver_whenTheServerIsBelieved() throws Exception {
        try (TlsMailServer server = TlsMailServer.showing(server(PKI, "localhost"))) {
            send(server.port());

            awaitCount("smimegate.tls.sent");
            assertThat(server.received).singleElement().asString().contains("Subject: greeting", "Hello Dave.");
            assertThat(james.queued).hasSize(1);
        }
    }

    @Test
    void shouldKeepTheMail_whenTheServerIsNotBelieved() throws Exception {
        try (TlsMailServer server = TlsMailServer.showing(server(TestPki.of("strangers"), "localhost"))) {
            send(server.port());

            awaitCount("smimegate.tls.later");
            assertThat(server.received).isEmpty();
            assertThat(james.queued).hasSize(2);
        }
    }

    @Test
    void shouldKeepTheMail_whenTheServerHasAnotherName() throws Exception {
        try (TlsMailServer server = TlsMailServer.showing(server(PKI, "mx.other.example"))) {
            send(server.port());

            awaitCount("smimegate.tls.later");
            assertThat(server.received).isEmpty();
        }
    }

    /** A server that would take everything in clear. */
    @Test
    void shouldKeepTheMail_whenTheServerHasNoTls() throws Exception {
        String taken = "250 taken\r\n";
        try (SmtpFront server = SmtpFront.saying(SmtpFront.GREETING, taken, taken, taken, "354 go on\r\n", taken)) {
            send(server.port());

            awaitCount("smimegate.tls.later");
            assertThat(james.queued).hasSize(2);
            assertThat(fixture.counters.counts).doesNotContainKey("smimegate.tls.sent");
        }
    }

    private void send(int port) throws Exception {
        mailet = fixture.start(
                new RequireTls(new RequireTlsParts(fixture.gateway, james.services())), "gateway=localhost:" + port);
        mailet.service(TestMail.of(TestMail.PLAIN, BOB, A));
    }

    private static TestIdentity server(TestPki pki, String name) {
        return pki.issuing()
                .issue(name)
                .domain(name)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
    }

    private void awaitCount(String counter) {
        Awaitility.await(counter)
                .atMost(Duration.ofSeconds(30))
                .until(() -> fixture.counters.counts.getOrDefault(counter, 0) == 1);
    }
}
