package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.SmtpFront;
import org.smimegate.mailets.tls.JamesServices;
import org.smimegate.matchers.testing.TestConf;
import org.smimegate.matchers.testing.TestMail;

/** Who is queued, who goes on, and who shares the queue. The inside is {@code example.org} and James' {@code localhost}. */
class RequireTlsTest {
    private static final String BOB = "bob@example.org";
    private static final String ALICE = "alice@example.org";
    private static final String LOCAL = "carl@localhost";
    private static final String A = "a@partner.example";
    private static final String B = "b@other.example";
    private static final String SELF = "<mailet match='All' class='org.smimegate.mailets.RequireTls'/>";

    @TempDir
    Path folder;

    private Fixture fixture;
    private TestJames james;
    private RequireTls mailet;

    @BeforeEach
    void open() {
        fixture = new Fixture(new TestConf(folder).smimeXml());
        james = new TestJames(fixture.counters).mailets(SELF);
    }

    @AfterEach
    void close() {
        if (mailet != null) {
            mailet.destroy();
        }
    }

    @Test
    void shouldQueueForTheOutside_andLetTheInsideGoOn() throws Exception {
        MailImpl mail = mail(BOB, A, ALICE, B, LOCAL);

        start().service(mail);

        assertThat(james.queued).containsExactlyInAnyOrder("outgoing-tls " + A, "outgoing-tls " + B);
        assertThat(recipients(mail)).containsExactlyInAnyOrder(ALICE, LOCAL);
        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(mail.getName()).isEqualTo("Mail-1");
        assertThat(fixture.counters.counts)
                .containsEntry("smimegate.tls.required", 2)
                .containsEntry("smimegate.tls.outgoing-tls.required", 2);
    }

    @Test
    void shouldEnd_whenAllAreOutside() throws Exception {
        MailImpl mail = mail(BOB, A, B);

        start().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(james.queued).hasSize(2);
    }

    @Test
    void shouldLeaveTheMailAlone_whenAllAreInside() throws Exception {
        MailImpl mail = mail(BOB, ALICE, LOCAL);

        start().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(recipients(mail)).containsExactlyInAnyOrder(ALICE, LOCAL);
        assertThat(james.queued).isEmpty();
        assertThat(fixture.counters.counts).isEmpty();
    }

    @Test
    void shouldQueueOnce_whenThereIsAGateway() throws Exception {
        start("gateway=smarthost.example.org", "outgoing=protected").service(mail(BOB, A, B));

        assertThat(james.queued).containsExactly("protected " + A + " " + B);
    }

    @Test
    void shouldNotLetOtherServersSendTheWholeMessageBack() throws Exception {
        MailImpl mail = mail(BOB, A);
        mail.setDsnParameters(DsnParameters.builder().ret(Ret.FULL).build().orElseThrow());

        start().service(mail);

        assertThat(mail.dsnParameters().orElseThrow().getRetParameter()).contains(Ret.HDRS);
    }

    @Test
    void shouldKeepWhoWasNotQueuedInTheErrorProcessor_whenTheQueueIsFull() throws Exception {
        james.fullFrom(2);
        MailImpl mail = mail(BOB, A, B);

        start().service(mail);

        assertThat(james.queued).containsExactly("outgoing-tls " + A);
        assertThat(recipients(mail)).containsExactly(B);
        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    }

    @Test
    void shouldChangeNothing_whenItOnlyReports() throws Exception {
        MailImpl mail = mail(BOB, A, ALICE);
        byte[] before = TestMail.bytes(mail);

        start("mode=report").service(mail);

        assertThat(recipients(mail)).containsExactlyInAnyOrder(A, ALICE);
        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(TestMail.bytes(mail)).isEqualTo(before);
        assertThat(mail.attributes()).isEmpty();
        assertThat(james.queued).isEmpty();
        awaitCount("smimegate.tls.unknown", 1);
    }

    @Test
    void shouldReportWhatWouldBeRefused() throws Exception {
        try (SmtpFront clear = SmtpFront.saying("220 mx ESMTP\r\n", "250-mx\r\n250 8BITMIME\r\n")) {
            start("mode=report", "gateway=127.0.0.1:" + clear.port()).service(mail(BOB, A, B));

            awaitCount("smimegate.tls.would-refuse", 2);
            assertThat(fixture.counters.counts).doesNotContainKey("smimegate.tls.refused");
        }
    }

    @Test
    void shouldSendBackAtOnce_whenTheProbeFindsNoTls() throws Exception {
        try (SmtpFront clear = SmtpFront.saying("220 mx ESMTP\r\n", "250-mx\r\n250 8BITMIME\r\n")) {
            MailImpl mail = mail(BOB, A, ALICE);

            start("probe=true", "gateway=127.0.0.1:" + clear.port()).service(mail);

            assertThat(recipients(mail)).containsExactly(ALICE);
            assertThat(james.queued).isEmpty();
            assertThat(fixture.context.getSentMails()).singleElement().satisfies(sent -> {
                assertThat(sent.getState()).isEqualTo("tls-bounce");
                assertThat(sent.getRecipients()).containsExactly(new MailAddress(A));
                assertThat(deliveryError(sent)).isEqualTo("5.7.10");
            });
            assertThat(fixture.counters.counts).containsEntry("smimegate.tls.refused", 1);
        }
    }

    @Test
    void shouldKeepMailWithoutSender_whenTheProbeFindsNoTls() throws Exception {
        try (SmtpFront clear = SmtpFront.saying("220 mx ESMTP\r\n", "250 mx\r\n")) {
            start("probe=true", "gateway=127.0.0.1:" + clear.port()).service(mail("", A));

            assertThat(fixture.context.getSentMails())
                    .singleElement()
                    .satisfies(sent -> assertThat(sent.getState()).isEqualTo("error"));
        }
    }

    @Test
    void shouldQueueAsUsual_whenTheProbeCannotTell() throws Exception {
        start("probe=true").service(mail(BOB, A));
        mailet.service(mail(BOB, A));

        assertThat(james.queued).containsExactly("outgoing-tls " + A, "outgoing-tls " + A);
        assertThat(james.lookUps).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<mailet class='RemoteDelivery'><outgoing>outgoing-tls</outgoing></mailet>",
                "<mailet class='org.apache.james.transport.mailets.RemoteDelivery'><outgoing>outgoing-tls</outgoing></mailet>",
                "<mailet class='remotedelivery'><outgoing> Outgoing-TLS </outgoing></mailet>",
                "<mailet class='com.example.OurDelivery'><outgoing>outgoing-tls</outgoing></mailet>",
                "<mailet class='org.smimegate.mailets.RequireTls'/>",
                "<mailet class='org.smimegate.mailets.RequireTls'><outgoing>outgoing-tls</outgoing></mailet>",
            })
    void shouldRefuseToStart_whenTheQueueIsShared(String other) {
        james.mailets(SELF + other);

        assertThatThrownBy(this::start)
                .isInstanceOf(MessagingException.class)
                .hasMessageStartingWith(
                        "RequireTls: outgoing: outgoing-tls is shared by org.smimegate.mailets.RequireTls in"
                                + " processor relay, ")
                .hasMessageEndingWith(" in processor relay (expected: a queue that nothing else uses)");
    }

    @Test
    void shouldRefuseToStart_whenItTakesTheQueueThatRemoteDeliveryTakesByDefault() {
        james.mailets("<mailet class='org.smimegate.mailets.RequireTls'><outgoing>outgoing</outgoing></mailet>"
                + "<mailet class='RemoteDelivery'/>");

        assertThatThrownBy(() -> start("outgoing=outgoing")).hasMessageContaining("RemoteDelivery in processor relay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<mailet class='RemoteDelivery'/>",
                "<mailet class='RemoteDelivery'><outgoing>outgoing</outgoing></mailet>",
                "<mailet class='org.smimegate.mailets.RequireTls'><mode>report</mode></mailet>",
                "<mailet class='org.smimegate.mailets.RequireTls'><outgoing>other</outgoing></mailet>",
                "<mailet class='ToProcessor'><processor>outgoing-tls</processor></mailet>",
            })
    void shouldStart_whenTheQueueIsItsOwn(String other) {
        james.mailets(SELF + other);

        assertThatCode(this::start).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseToStart_whenNobodyKnowsWhoSharesTheQueue() {
        JamesServices services = james.services();
        JamesServices unreadable = new JamesServices(
                services.dns(), services.domains(), services.queues(), services.metrics(), TestJames.unreadable());

        assertThatThrownBy(() -> fixture.start(new RequireTls(new RequireTlsParts(fixture.gateway, unreadable))))
                .hasMessage("mailetcontainer.xml: no such file");
    }

    private RequireTls start(String... parameters) throws MessagingException {
        mailet = fixture.start(new RequireTls(new RequireTlsParts(fixture.gateway, james.services())), parameters);
        return mailet;
    }

    private void awaitCount(String counter, int count) {
        Awaitility.await(counter).until(() -> fixture.counters.counts.getOrDefault(counter, 0) == count);
    }

    private static String deliveryError(SentMail sent) {
        return sent.getAttributes().values().stream()
                .filter(attribute -> attribute.getName().asString().equals("delivery-error"))
                .map(attribute -> String.valueOf(attribute.getValue().value()))
                .findFirst()
                .orElse("none");
    }

    private static MailImpl mail(String sender, String... recipients) {
        return TestMail.of(TestMail.PLAIN, sender, recipients);
    }

    private static List<String> recipients(Mail mail) {
        Collection<MailAddress> recipients = mail.getRecipients();
        return recipients.stream().map(MailAddress::asString).toList();
    }
}
