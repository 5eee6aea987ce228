package org.smimegate.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.SmtpFront;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.FakeDns;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.Ports;
import org.smimegate.it.harness.Postfix;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.Waits;
import org.smimegate.it.harness.WireProxy;

/**
 * conf/pspf in front of one Postfix with a listener for each way in which TLS can be good or bad. The recipient's domain
 * chooses the listener, and the wire to each is tapped:
 *
 * <pre>Bob -> James -> tap -> Postfix -> sink</pre>
 */
class RequireTlsIT {
    private static final String BOB = "bob@a.example";
    private static final String ALICE = "alice@a.example";
    private static final String CLEAR = "elsewhere.example";

    /** The rule of the sample, before which the rules of the test stand. */
    private static final String RULE = "<mailet match=\"org.smimegate.matchers.HasLabelGuid=OFFICIAL Sensitive,";

    @TempDir
    static Path folder;

    private static final TestPki PKI = TestPki.of("servers");
    private static final Map<String, WireProxy> WIRES = new LinkedHashMap<>();

    private static SmtpSink sink;
    private static FakeDns dns;
    private static Postfix postfix;
    private static SmtpFront refusing;
    private static Organisation a;

    @BeforeAll
    static void start() throws Exception {
        sink = SmtpSink.start();
        dns = FakeDns.start();
        refusing = SmtpFront.saying(SmtpFront.GREETING, SmtpFront.HELLO, "554 5.7.3 no TLS today\r\n");
        startPostfix();
        a = Organisation.labelling(folder, "a.example").user("bob").user("alice");
        TestFiles.writePem(
                a.setup().conf().resolve("smime/tls/servers.pem"), PKI.root().certificate());
        a.setup().smime("<tls anchors=\"file://conf/smime/tls/\"/>").dns(dns);
        a.setup().replace("mailetcontainer.xml", RULE, rules() + RULE);
        a.setup()
                .replace(
                        "mailetcontainer.xml",
                        "<bounceProcessor>bounces</bounceProcessor>",
                        "<bounceProcessor>bounces</bounceProcessor><gateway>127.0.0.1:"
                                + WIRES.get(CLEAR).port() + "</gateway>");
        allowWhatStrangersMayAsk();
        a.start();
    }

    private static void startPostfix() {
        postfix = Postfix.in(folder);
        listen(
                "required",
                (name, port) ->
                        postfix.requiring("127.0.0.1", port, name, server(name).build()));
        listen(
                "offered",
                (name, port) ->
                        postfix.offering("127.0.0.1", port, name, server(name).build()));
        listen("none", (name, port) -> postfix.inClear("127.0.0.1", port, name));
        listen(
                "misnamed",
                (name, port) -> postfix.offering(
                        "127.0.0.1", port, name, server("other.example").build()));
        listen(
                "expired",
                (name, port) -> postfix.offering(
                        "127.0.0.1",
                        port,
                        name,
                        server(name).valid(TestPki.days(-30), TestPki.days(-1)).build()));
        listen("selfsigned", (name, port) -> postfix.offering("127.0.0.1", port, name, selfSigned(name)));
        listen("anyone", (name, port) -> postfix.offering("127.0.0.1", port, name, selfSigned(name)));
        listen(
                "unknown",
                (name, port) -> postfix.offering(
                        "127.0.0.1",
                        port,
                        name,
                        serverOf(TestPki.of("strangers"), name).build()));
        listen("unready", (name, port) -> postfix.broken("127.0.0.1", port, name));
        int stripped = Ports.free();
        postfix.offering(
                "127.0.0.1",
                stripped,
                "stripped.example",
                server("stripped.example").build());
        tap("stripped.example", WireProxy.masking("STARTTLS", stripped));
        tap("refusing.example", WireProxy.to(refusing.port()));
        tap(CLEAR, WireProxy.to(port("none")));
        postfix.start(sink.port());
    }

    private static final Map<String, Integer> PORTS = new LinkedHashMap<>();

    private interface Listener {
        void on(String name, int port);
    }

    private static void listen(String kind, Listener listener) {
        int port = Ports.free();
        PORTS.put(kind, port);
        listener.on(kind + ".example", port);
        tap(kind + ".example", WireProxy.to(port));
    }

    private static int port(String kind) {
        return PORTS.get(kind);
    }

    private static void tap(String domain, WireProxy wire) {
        WIRES.put(domain, wire);
        dns.host(domain, "127.0.0.1");
    }

    private static CertificateBuilder server(String name) {
        return serverOf(PKI, name);
    }

    private static CertificateBuilder serverOf(TestPki pki, String name) {
        return pki.issuing().issue("CN=" + name).domain(name).extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
    }

    private static TestIdentity selfSigned(String name) {
        return CertificateBuilder.selfSigned("CN=" + name)
                .domain(name)
                .likeOpensslReqX509()
                .build();
    }

    private static String rules() {
        return Stream.concat(
                        WIRES.keySet().stream()
                                .filter(domain -> !domain.equals(CLEAR))
                                .map(domain -> rule(
                                        domain, domain, domain.equals("anyone.example") ? "<peer>any</peer>" : "")),
                        Stream.of(
                                rule("probed.example", "none.example", "<probe>true</probe>"),
                                rule("reported.example", "none.example", "<mode>report</mode>")))
                .collect(Collectors.joining());
    }

    private static String rule(String domain, String server, String parameters) {
        return """
                <mailet match="RecipientDomainIs=%1$s" class="org.smimegate.mailets.RequireTls">
                  <outgoing>tls-%1$s</outgoing>
                  <gateway>%2$s:%3$d</gateway>
                  <delayTime>1 second</delayTime>
                  <maxRetries>1</maxRetries>
                  %4$s
                </mailet>
                """.formatted(domain, server, WIRES.get(server).port(), parameters);
    }

    /** Lets users ask for the whole message in bounces, and hand in mail without a sender, as some programs do. */
    private static void allowWhatStrangersMayAsk() {
        a.setup().replace("smtpserver.xml", "<verifyIdentity>true<", "<verifyIdentity>false<");
        a.setup()
                .replace(
                        "smtpserver.xml",
                        "<handler class=\"org.apache.james.smtpserver.CoreCmdHandlerLoader\"/>",
                        Stream.of(
                                        "CoreCmdHandlerLoader",
                                        "dsn.DSNEhloHook",
                                        "dsn.DSNMailParameterHook",
                                        "dsn.DSNMessageHook")
                                .map(name -> "<handler class=\"org.apache.james.smtpserver." + name + "\"/>")
                                .collect(Collectors.joining()));
    }

    @AfterAll
    static void stop() throws Exception {
        postfix.close();
        a.close();
        WIRES.values().forEach(WireProxy::close);
        refusing.close();
        dns.close();
        sink.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "offered", "anyone"})
    void shouldArriveOverTls(String kind) {
        RawMail letter = Letters.labelled("arrives at " + kind);

        a.send(BOB, "dave@" + kind + ".example", letter);

        RawMail arrived = sink.await("arrives at " + kind);
        assertThat(arrived.bodyText()).isEqualTo(letter.bodyText());
        assertThat(received(arrived, "by " + kind + ".example")).contains("(using TLSv1.");
        assertThat(Letters.readable(letter, WIRES.get(kind + ".example").seen()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "misnamed",
                "expired",
                "selfsigned",
                "unknown",
                "unready",
                "stripped",
                "refusing",
                "probed"
            })
    void shouldComeBackHeadersOnly_whenThereIsNoTlsToRelyOn(String kind) {
        RawMail letter = Letters.labelled("stays from " + kind);
        String dave = "dave@" + kind + ".example";

        a.james().submission(587, BOB).mailParameter("RET=FULL").send(BOB, dave, letter);

        RawMail bounce = a.inbox(BOB).await("Not sent: stays from " + kind);
        assertThat(bounce.text())
                .contains("Status: 5.7.10", "Final-Recipient: rfc822; " + dave, "Subject: stays from " + kind)
                .contains("may only leave over a connection that is protected")
                .doesNotContain("The cabinet meets", "Exception", "javax", "certification path");
        assertNowhereInClear(letter);
    }

    /** The other tests would not see clear text if this one did not. */
    @Test
    void shouldBeSeenOnTheWire_whenMailLeavesInClear() {
        RawMail letter = Letters.unlabelled("nothing special");

        a.send(BOB, "dave@" + CLEAR, letter);

        sink.await("nothing special");
        assertThat(Letters.readable(letter, WIRES.get(CLEAR).seen()))
                .contains("Subject: nothing special", "The cabinet meets about nothing special on Thursday.");
    }

    @ParameterizedTest
    @CsvSource({"none, 2", "misnamed, 2", "unready, 2", "refusing, 1", "probed, 0"})
    void shouldTryAsOftenAsConfigured_unlessTheServerSaysNoForGood(String kind, int attempts) {
        String subject = "tries at " + kind;

        a.send(BOB, "eve@" + kind + ".example", Letters.labelled(subject));

        a.inbox(BOB).await("Not sent: " + subject);
        List<String> log = log(line -> line.contains("eve@" + kind + ".example"));
        assertThat(log.stream().filter(line -> line.contains("tried again in PT1S")))
                .hasSize(Math.max(0, attempts - 1));
        assertThat(log.stream().filter(line -> line.contains("given up for"))).hasSize(Math.min(1, attempts));
    }

    @Test
    void shouldTellTheAdministratorWhatIsWrongWithTheCertificate() {
        a.send(BOB, "frank@misnamed.example", Letters.labelled("why misnamed"));
        a.inbox(BOB).await("Not sent: why misnamed");
        a.send(BOB, "frank@expired.example", Letters.labelled("why expired"));
        a.inbox(BOB).await("Not sent: why expired");

        assertThat(log(line -> line.contains("frank@misnamed.example")).toString())
                .contains("no TLS: No subject alternative DNS name matching misnamed.example found");
        assertThat(log(line -> line.contains("frank@expired.example")).toString())
                .contains("no TLS: PKIX path validation failed");
    }

    /** RemoteDelivery alone forgets such mail. */
    @Test
    void shouldKeepMailWithoutSender_whenItIsGivenUp() {
        RawMail letter = Letters.labelled("from nobody");

        a.james().submission(587, BOB).send("", "dave@none.example", letter);

        assertThat(a.errors().await("from nobody").bodyText()).isEqualTo(letter.bodyText());
        assertNowhereInClear(letter);
    }

    @Test
    void shouldSendBackTheServersAnswer_whenItRefusesOverTls() {
        a.send(BOB, "nobody@required.example", Letters.labelled("to nobody"));

        assertThat(a.inbox(BOB).await("Not sent: to nobody").text())
                .contains("554 5.7.1 <nobody@required.example>")
                .doesNotContain("Status: 5.7.10", "The cabinet meets");
    }

    @Test
    void shouldDeliverInsideAsUsual_whenOtherRecipientsAreOutside() {
        RawMail letter = Letters.labelled("to both");

        a.send(BOB, List.of(ALICE, "dave@none.example", "dave@required.example"), letter);

        assertThat(a.inbox(ALICE).await("to both").bodyText()).isEqualTo(letter.bodyText());
        assertThat(received(sink.await("to both"), "by required.example")).contains("(using TLSv1.");
        assertThat(a.inbox(BOB).await("Not sent: to both").text())
                .contains("dave@none.example")
                .doesNotContain("dave@required.example");
        assertNowhereInClear(letter);
    }

    @Test
    void shouldHoldNothingAndTell_whenItOnlyReports() {
        a.send(BOB, "dave@reported.example", Letters.unlabelled("only reported"));

        sink.await("only reported");
        a.james().awaitLog("would be refused: 1 recipients of reported.example, whose servers have no TLS");
    }

    @Test
    void shouldCount() {
        a.send(BOB, "gina@required.example", Letters.labelled("counted"));
        sink.await("counted");

        Awaitility.await("counters")
                .atMost(Waits.MAIL)
                .untilAsserted(() -> assertThat(
                                new String(a.james().admin().get("/metrics").body()))
                        .contains(
                                "smimegate_tls_required",
                                "smimegate_tls_sent",
                                "smimegate_tls_tls_required_example_sent"));
    }

    private static void assertNowhereInClear(RawMail letter) {
        WIRES.forEach((domain, wire) -> assertThat(Letters.readable(letter, wire.seen()))
                .as("readable on the wire to %s", domain)
                .isEmpty());
        assertThat(sink.received().stream()
                        .map(received -> received.mail())
                        .filter(mail -> mail.subject().equals(letter.subject()))
                        .filter(mail -> mail.headers("Received").stream().noneMatch(field -> field.contains("TLSv1."))))
                .isEmpty();
    }

    private static String received(RawMail mail, String by) {
        return mail.headers("Received").stream()
                .filter(field -> field.contains(by))
                .findFirst()
                .orElse("");
    }

    private static List<String> log(Predicate<String> lines) {
        return a.james()
                .log()
                .lines()
                .filter(line -> line.contains("RequireTls: "))
                .filter(lines)
                .toList();
    }
}
