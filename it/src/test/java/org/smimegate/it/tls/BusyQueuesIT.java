package org.smimegate.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.FakeDns;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.Ports;
import org.smimegate.it.harness.Postfix;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.WireProxy;

/** Two deliveries that share a queue take each other's mail. Ours do not, however busy they are. */
class BusyQueuesIT {
    private static final String BOB = "bob@a.example";
    private static final String SERVER = "mx.outside.example";
    private static final String DAVE = "dave@outside.example";
    private static final String SECRET = "secret number ";
    private static final String OPEN = "open number ";
    private static final int EACH = 200;
    private static final int AT_A_TIME = 4;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void shouldSendNoLabelledMailInClear_whenBothQueuesAreBusy() throws Exception {
        int tls = Ports.free();
        int clear = Ports.free();
        try (SmtpSink sink = SmtpSink.start();
                FakeDns dns = FakeDns.start().host(SERVER, "127.0.0.1");
                Postfix postfix = Postfix.in(folder)
                        .offering("127.0.0.1", tls, "tls.example", server())
                        .inClear("127.0.0.1", clear, "clear.example");
                WireProxy toTls = WireProxy.to(tls);
                WireProxy toClear = WireProxy.to(clear);
                Organisation a = Organisation.labelling(folder, "a.example").user("bob")) {
            postfix.start(sink.port());
            start(a, dns, toTls, toClear);

            sendAll(a);

            Awaitility.await("all have arrived")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> sink.received().size() == 2 * EACH);
            List<RawMail> arrived =
                    sink.received().stream().map(SmtpSink.Received::mail).toList();
            assertThat(arrived.stream().filter(mail -> isFor(mail, SECRET)))
                    .hasSize(EACH)
                    .allSatisfy(mail -> assertThat(mail.headers("Received").toString())
                            .contains("by tls.example", "(using TLSv1."));
            assertThat(arrived.stream().filter(mail -> isFor(mail, OPEN))).hasSize(EACH);
            assertThat(toClear.seen()).contains(OPEN).doesNotContain(SECRET, "msip_labels");
            assertThat(toTls.seen()).doesNotContain(SECRET, OPEN, "msip_labels");
        }
    }

    private void start(Organisation a, FakeDns dns, WireProxy toTls, WireProxy toClear) throws Exception {
        TestFiles.writePem(
                a.setup().conf().resolve("smime/tls/server.pem"), PKI.root().certificate());
        a.setup().smime("<tls anchors=\"file://conf/smime/tls/\"/>").dns(dns);
        gateway(a, "tls-bounce", SERVER + ":" + toTls.port());
        gateway(a, "bounces", "127.0.0.1:" + toClear.port());
        a.start();
    }

    private static void gateway(Organisation a, String bounces, String server) {
        String bounceProcessor = "<bounceProcessor>" + bounces + "</bounceProcessor>";
        a.setup()
                .replace("mailetcontainer.xml", bounceProcessor, bounceProcessor + "<gateway>" + server + "</gateway>");
    }

    private static final TestPki PKI = TestPki.of("servers");

    private static TestIdentity server() {
        return PKI.issuing()
                .issue("CN=" + SERVER)
                .domain(SERVER)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
    }

    /** In turns, so that both kinds are on their way at any time. */
    private static void sendAll(Organisation a) throws InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(AT_A_TIME);
        for (int i = 0; i < EACH; i++) {
            RawMail secret = Letters.labelled(SECRET + i);
            RawMail open = Letters.unlabelled(OPEN + i);
            senders.execute(() -> a.send(BOB, DAVE, secret));
            senders.execute(() -> a.send(BOB, DAVE, open));
        }
        senders.shutdown();
        assertThat(senders.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private static boolean isFor(RawMail mail, String subject) {
        return mail.subject().orElse("").startsWith(subject);
    }
}
