package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.utils.MailRepositoryProbeImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.it.harness.ExtensionJar;
import org.smimegate.it.harness.James;
import org.smimegate.it.harness.JamesProcess;
import org.smimegate.it.harness.JamesSetup;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.WireProxy;
import org.smimegate.it.mailets.Stamp;

/** The harness itself: what it hands in arrives, what a server says is heard. */
class HarnessIT {
    private static final String ALICE = "alice@a.example";
    private static final RawMail MAIL = RawMail.of("""
            From: Bob <bob@b.example>
            To: alice@a.example
            Subject: harness
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: 8bit

            .a dot, and an umlaut: \u00fc
            """);

    @TempDir
    Path folder;

    @Test
    void shouldDeliverAndRelayExactBytes_whenJamesIsAProcess() {
        try (SmtpSink sink = SmtpSink.start();
                WireProxy wire = WireProxy.to(sink.port());
                JamesProcess james = stamping(wire.port()).start()) {
            james.smtp().eightBit().send("bob@b.example", ALICE, MAIL);
            james.smtp().eightBit().send(ALICE, "carol@c.example", MAIL);

            RawMail delivered = james.inbox(ALICE).awaitOne();
            SmtpSink.Received relayed = sink.awaitOne();
            assertThat(delivered.header("X-Stamp")).contains("seen");
            assertThat(delivered.body()).isEqualTo(MAIL.body());
            assertThat(relayed.mail().header("X-Stamp")).contains("seen");
            assertThat(relayed.mail().body()).isEqualTo(MAIL.body());
            assertThat(relayed.to()).containsExactly("carol@c.example");
            assertThat(relayed.tls()).isFalse();
            assertThat(wire.seen()).contains("\r\n..a dot, and an umlaut: \u00fc\r\n");
            assertThat(james.admin().repositories().values()).allMatch(count -> count == 0);
        }
    }

    @Test
    void shouldShowExitCodeAndLog_whenAServerRefusesToStart() {
        var refused = stamping(1)
                .replace("mailetcontainer.xml", "mailets.Stamp", "mailets.NoSuchMailet")
                .startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log()).contains("NoSuchMailet");
    }

    @Test
    void shouldKeepMailInTheErrorRepository_whenAMailetFails() throws Exception {
        try (var james = stamping(1)
                .replace("mailetcontainer.xml", "<text>seen</text>", "")
                .startEmbedded()) {
            james.smtp().send("bob@b.example", ALICE, MAIL);

            assertThat(james.repository("var/mail/error").awaitOne().body()).isEqualTo(MAIL.body());
            assertThat(james.probe(MailRepositoryProbeImpl.class).getRepositoryMailCount(errors()))
                    .isOne();
            assertThat(james.inbox(ALICE).mails()).isEmpty();
        }
    }

    @Test
    void shouldBounce_whenTheNextHopRefuses() {
        try (SmtpSink sink = SmtpSink.options().withoutEightBit().start();
                James james = stamping(sink.port()).startEmbedded()) {
            sink.refuse(550, "5.7.1 no");
            james.smtp().send(ALICE, "carol@c.example", MAIL);

            assertThat(james.inbox(ALICE).awaitOne().text()).contains("5.7.1 no");
            assertThat(sink.received()).isEmpty();
        }
    }

    private static MailRepositoryUrl errors() {
        return MailRepositoryUrl.from("memory://var/mail/error");
    }

    private JamesSetup stamping(int nextHop) {
        return JamesSetup.in(folder.resolve("james"))
                .minimalConf(nextHop)
                .extension(ExtensionJar.of(folder.resolve("stamp.jar"), Stamp.class))
                .replace(
                        "mailetcontainer.xml",
                        "<mailet match=\"RecipientIsLocal\"",
                        "<mailet match=\"All\" class=\"" + Stamp.class.getName() + "\"><text>seen</text></mailet>\n"
                                + "<mailet match=\"RecipientIsLocal\"")
                .user(ALICE, "secret");
    }
}
