package org.smimegate.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.FakeDns;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.Postfix;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.WireProxy;

/**
 * conf/pspf as it is, without smart hosts: the servers are those that DNS names, on port 25 of loopback addresses.
 *
 * <pre>Bob -> James -> tap on 127.0.25.n -> Postfix on 127.0.26.n -> sink</pre>
 */
class MxDeliveryIT {
    private static final String BOB = "bob@a.example";
    private static final int SMTP = 25;

    @TempDir
    static Path folder;

    private static final TestPki PKI = TestPki.of("servers");
    private static final List<WireProxy> WIRES = new ArrayList<>();

    private static SmtpSink sink;
    private static FakeDns dns;
    private static Postfix postfix;
    private static Organisation a;

    @BeforeAll
    static void start() throws Exception {
        sink = SmtpSink.start();
        postfix = Postfix.in(folder)
                .requiring("127.0.26.1", SMTP, "mx1.good.example", server("mx1.good.example"))
                .offering("127.0.26.2", SMTP, "mx2.backup.example", server("mx2.backup.example"))
                .inClear("127.0.26.3", SMTP, "mx.clear.example")
                .offering("127.0.26.4", SMTP, "mx.misnamed.example", server("misnamed.example"))
                .start(sink.port());
        for (int last = 1; last <= 4; last++) {
            WIRES.add(WireProxy.between("127.0.25." + last, "127.0.26." + last, SMTP));
        }
        dns = FakeDns.start()
                .mx("good.example", "mx1.good.example")
                .host("mx1.good.example", "127.0.25.1")
                .mx("backup.example", "dead.backup.example", "mx2.backup.example")
                .host("dead.backup.example", "127.0.25.9")
                .host("mx2.backup.example", "127.0.25.2")
                .mx("clear.example", "mx.clear.example")
                .host("mx.clear.example", "127.0.25.3")
                .mx("misnamed.example", "mx.misnamed.example")
                .host("mx.misnamed.example", "127.0.25.4");
        a = Organisation.labelling(folder, "a.example").user("bob");
        TestFiles.writePem(
                a.setup().conf().resolve("smime/tls/servers.pem"), PKI.root().certificate());
        a.setup().smime("<tls anchors=\"file://conf/smime/tls/\"/>").dns(dns);
        a.setup()
                .edit(
                        "mailetcontainer.xml",
                        text -> text.replaceAll("<delayTime>[^<]*</delayTime>", "<delayTime>1 second</delayTime>")
                                .replaceAll("<maxRetries>5</maxRetries>", "<maxRetries>1</maxRetries>"));
        a.start();
    }

    private static TestIdentity server(String name) {
        return PKI.issuing()
                .issue("CN=" + name)
                .domain(name)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
    }

    @AfterAll
    static void stop() {
        postfix.close();
        a.close();
        WIRES.forEach(WireProxy::close);
        dns.close();
        sink.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "backup"})
    void shouldArriveOverTls(String domain) {
        RawMail letter = Letters.labelled("by mx to " + domain);

        a.send(BOB, "dave@" + domain + ".example", letter);

        RawMail arrived = sink.await("by mx to " + domain);
        assertThat(arrived.headers("Received").toString()).contains(domain + ".example (Postfix)", "(using TLSv1.");
        assertNotReadable(letter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "misnamed"})
    void shouldComeBack_whenTheServerHasNoTlsToRelyOn(String domain) {
        RawMail letter = Letters.labelled("not by mx to " + domain);

        a.send(BOB, "dave@" + domain + ".example", letter);

        assertThat(a.inbox(BOB).await("Not sent: not by mx to " + domain).text())
                .contains("Status: 5.7.10")
                .doesNotContain("The cabinet meets");
        assertNotReadable(letter);
    }

    @Test
    void shouldLeaveAsUsual_whenItHasNoLabel() {
        RawMail letter = Letters.unlabelled("open by mx");

        a.send(BOB, "dave@clear.example", letter);

        sink.await("open by mx");
        assertThat(Letters.readable(letter, WIRES.get(2).seen())).isNotEmpty();
    }

    @Test
    void shouldNotSpeakOfTls_whenTheDomainDoesNotExist() {
        a.send(BOB, "dave@nowhere.example", Letters.labelled("to nowhere"));

        assertThat(a.inbox(BOB).await("Not sent: to nowhere").text())
                .contains("Status: 5.1.2")
                .doesNotContain("Status: 5.7.10");
    }

    private static void assertNotReadable(RawMail letter) {
        WIRES.forEach(wire -> assertThat(Letters.readable(letter, wire.seen())).isEmpty());
    }
}
