package org.smimegate.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.keys.Client.SECRET;
import static org.smimegate.it.keys.Client.plain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.Leaks;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.Waits;

/**
 * A server that must know whether certificates are revoked, from lists that {@code openssl ca -gencrl} makes. B publishes
 * all its lists, C forgot the one of its issuing CA, D publishes none.
 */
class RevocationIT {
    private static final String BOB = "bob@a.example";

    private static final TestPki B = TestPki.of("b.example");
    private static final TestPki C = TestPki.of("c.example");
    private static final TestPki D = TestPki.of("d.example");
    private static final TestIdentity DAVE = B.good("dave@b.example");
    private static final TestIdentity MALLORY = B.good("mallory@b.example");
    private static final TestIdentity ERIN = C.good("erin@c.example");
    private static final TestIdentity HAL = C.good("hal@c.example");
    private static final TestIdentity FRANK = D.good("frank@d.example");

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation a;
    private static Path lists;
    private static OpenSslCa issuingOfB;
    private static OpenSslCa issuingOfC;

    @BeforeAll
    static void start() throws IOException {
        sink = SmtpSink.start();
        a = new Organisation(folder, "a.example")
                .user("bob")
                .trust("b.example", B)
                .trust("c.example", C)
                .trust("d.example", D)
                .partnerCertificate("mallory", MALLORY)
                .partnerCertificate("erin", ERIN)
                .partnerCertificate("hal", HAL)
                .partnerCertificate("frank", FRANK)
                .partnerDomain("c.example")
                .nextHop(sink.port());
        a.setup().smime("""
                <trust anchors="file://conf/smime/trust/" intermediates="file://conf/smime/intermediates/">
                  <revocation verify="hard" encrypt="hard" crls="file://conf/smime/crls/"/>
                </trust>""");
        publish();
        a.start();
    }

    private static void publish() throws IOException {
        lists = a.setup().conf().resolve("smime/crls");
        OpenSslCa.of(B.root(), folder.resolve("ca/b-root")).publish(lists.resolve("b-root.crl"));
        OpenSslCa.of(C.root(), folder.resolve("ca/c-root")).publish(lists.resolve("c-root.crl"));
        issuingOfB = OpenSslCa.of(B.issuing(), folder.resolve("ca/b-issuing"));
        issuingOfB.revoke(MALLORY.certificate()).publish(lists.resolve("b-issuing.crl"));
        issuingOfC = OpenSslCa.of(C.issuing(), folder.resolve("ca/c-issuing"));
    }

    @AfterAll
    static void stop() {
        a.close();
        sink.close();
    }

    @BeforeEach
    void clear() {
        a.james().clear();
        sink.clear();
    }

    @Test
    void shouldQuarantine_whenTheSignerIsRevoked() throws IOException {
        receive(MALLORY, "revoked");

        assertThat(verdict(a.quarantine().await("revoked"))).contains("smime=policy reason=revoked");
        assertThat(a.inbox(BOB).mails()).isEmpty();
        a.james().awaitLog("signature=policy reason=revoked signer=mallory@b.example");
    }

    @Test
    void shouldPass_untilAListThatRevokesComes() throws IOException {
        receive(DAVE, "before");
        assertThat(verdict(a.inbox(BOB).await("before"))).contains("smime=pass").doesNotContain("reason=");

        issuingOfB.revoke(DAVE.certificate()).publish(lists.resolve("b-issuing.crl"));

        RawMail after = signed(DAVE, "after");
        Awaitility.await("mail of a revoked signer is quarantined")
                .atMost(Waits.MAIL)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    a.receive("dave@b.example", BOB, after);
                    return a.quarantine().mails().stream()
                            .anyMatch(mail -> verdict(mail).contains("smime=policy reason=revoked"));
                });
    }

    @Test
    void shouldBeTemporary_whenTheIssuerPublishesNoList() throws IOException {
        receive(FRANK, "unknown");

        assertThat(verdict(a.quarantine().await("unknown"))).contains("smime=temperror reason=revocation-unknown");
        assertThat(a.inbox(BOB).mails()).isEmpty();
    }

    /** To C encryption is demanded, to D it is used where it can be: both wait, for nobody may say that there is no key. */
    @Test
    void shouldWait_untilTheListComes() throws IOException {
        a.send(BOB, "erin@c.example", plain(BOB, "erin@c.example", "to erin"));
        a.send(BOB, "frank@d.example", plain(BOB, "frank@d.example", "to frank"));
        awaitDelayed("PT1M");
        a.james().admin().deliverNow();
        awaitDelayed("PT2M");
        assertThat(sink.received()).isEmpty();
        assertThat(a.inbox(BOB).mails()).isEmpty();

        issuingOfC.revoke(HAL.certificate()).publish(lists.resolve("c-issuing.crl"));
        // The folder is looked at once a second.
        Awaitility.await("mail leaves")
                .atMost(Waits.MAIL)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    a.james().admin().deliverNow();
                    return !sink.received().isEmpty();
                });
        SmtpSink.Received received = sink.awaitOne();
        assertThat(received.to()).containsExactly("erin@c.example");
        assertThat(Leaks.readable(received.mail(), SECRET)).isFalse();
        assertThat(Client.in(folder).opened(received.mail(), ERIN)).contains(SECRET);

        a.send(BOB, "hal@c.example", plain(BOB, "hal@c.example", "to hal"));
        assertThat(Leaks.readable(a.inbox(BOB).await("Not sent: to hal"), SECRET))
                .isFalse();
        assertThat(sink.received()).hasSize(1);
    }

    private static void awaitDelayed(String delay) {
        String line = "tried again in " + delay;
        Awaitility.await(line)
                .atMost(Waits.MAIL)
                .until(() ->
                        a.james().log().lines().filter(l -> l.contains(line)).count() == 2);
    }

    private static String verdict(RawMail mail) {
        return mail.header("Authentication-Results").orElse("");
    }

    private static void receive(TestIdentity from, String subject) throws IOException {
        a.receive(address(from), BOB, signed(from, subject));
    }

    private static RawMail signed(TestIdentity who, String subject) throws IOException {
        return Client.in(folder).signed(address(who), BOB, subject, who);
    }

    private static String address(TestIdentity who) {
        return who.certificate().getSubjectX500Principal().getName().substring("CN=".length());
    }
}
