package org.smimegate.mailets.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.mail.MessagingException;
import javax.net.ssl.SSLSocketFactory;
import org.apache.james.core.MailAddress;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.apache.mailet.base.test.FakeMailContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.smimegate.mailets.Counters;
import org.smimegate.matchers.testing.TestMail;
import reactor.core.publisher.Flux;

/** What RemoteDelivery, which sees a queue and a context of ours, makes happen to a mail. */
class DeliveryOutcomesTest {
    private static final String BOB = "bob@example.org";
    private static final String A = "a@partner.example";

    private final Counters counters = new Counters();
    private final FakeMailContext james = FakeMailContext.defaultContext();
    private final List<Mail> cleaned = new ArrayList<>();
    private final Outcomes outcomes = outcomes(james, Optional.empty());
    private final MailetContext context = OutcomeContext.around(james, outcomes);

    @AfterEach
    void end() {
        Attempt.end();
    }

    @Test
    void shouldBounceClean_whenItIsGivenUp() throws Exception {
        Mail mail = begin(TestMail.of(TestMail.PLAIN, BOB, A));
        mail.setAttribute(new Attribute(Outcomes.DELIVERY_ERROR, AttributeValue.of("Could not convert socket to TLS")));

        context.sendMail(mail, "tls-bounce");

        assertThat(cleaned).hasSize(1);
        assertThat(james.getSentMails()).singleElement().satisfies(sent -> {
            assertThat(sent.getState()).isEqualTo("tls-bounce");
            assertThat(sent.getAttributes()
                            .get(Outcomes.DELIVERY_ERROR)
                            .getValue()
                            .value())
                    .isEqualTo("5.7.10");
        });
        assertThat(counters.counts).containsEntry("smimegate.tls.refused", 1);
    }

    /** RemoteDelivery forgets a mail that has no sender. */
    @Test
    void shouldKeepMailWithoutSender_whenItIsGivenUp() throws Exception {
        Mail mail = begin(TestMail.of(TestMail.PLAIN, "", A));
        assertThat(mail.hasSender()).isTrue();
        assertThat(mail.getMaybeSender().isNullSender()).isTrue();

        context.sendMail(mail, "tls-bounce");

        assertThat(james.getSentMails()).singleElement().satisfies(sent -> {
            assertThat(sent.getState()).isEqualTo("error");
            assertThat(sent.getRecipients()).containsExactly(new MailAddress(A));
        });
    }

    @Test
    void shouldCountWhatWasDelivered_andSendItNowhere() throws Exception {
        context.sendMail(begin(TestMail.of(TestMail.PLAIN, BOB, A, "b@partner.example")), OutcomeContext.DELIVERED);

        assertThat(james.getSentMails()).isEmpty();
        assertThat(counters.counts)
                .containsEntry("smimegate.tls.sent", 2)
                .containsEntry("smimegate.tls.outgoing-tls.sent", 2);
    }

    @Test
    void shouldSendWhatWasDeliveredToTheProcessorOfTheAdministrator() throws Exception {
        MailetContext archiving = OutcomeContext.around(james, outcomes(james, Optional.of("archive")));

        archiving.sendMail(begin(TestMail.of(TestMail.PLAIN, BOB, A)), OutcomeContext.DELIVERED);

        assertThat(james.getSentMails())
                .singleElement()
                .satisfies(sent -> assertThat(sent.getState()).isEqualTo("archive"));
    }

    /** A checked exception would be logged by RemoteDelivery, and the mail would be gone. */
    @Test
    void shouldMakeRemoteDeliveryTryAgain_whenTheBounceCannotBeQueued() {
        MailetContext full = full();
        MailetContext around = OutcomeContext.around(full, outcomes(full, Optional.empty()));
        Mail mail = begin(TestMail.of(TestMail.PLAIN, BOB, A));

        assertThatThrownBy(() -> around.sendMail(mail, "tls-bounce")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldPutTheMailItselfBackIntoTheQueue_whenItIsTriedAgain() throws Exception {
        OneMailQueue one = new OneMailQueue(TestMail.of(TestMail.PLAIN, BOB, A));
        TlsQueue queue = new TlsQueue(one, sockets(), outcomes);
        MailQueue.MailQueueItem item = Flux.from(queue.deQueue()).blockFirst();

        Mail lent = item.getMail();
        ClassLoader during = Thread.currentThread().getContextClassLoader();
        queue.enQueue(lent, Duration.ofSeconds(1));
        item.done(MailQueue.MailQueueItem.CompletionStatus.SUCCESS);

        assertThat(lent).isNotSameAs(one.mail);
        assertThat(one.back).containsExactly(one.mail);
        assertThat(during).isSameAs(AttemptSockets.class.getClassLoader());
        assertThat(Attempt.current()).isEmpty();
        assertThat(counters.counts).containsEntry("smimegate.tls.later", 1);
    }

    @Test
    void shouldMakeNoTls_whenNoDeliveryOfOursIsGoingOn() {
        assertThatThrownBy(() -> AttemptSockets.getDefault().createSocket(null, "mx.example.org", 25, true))
                .hasMessage("no delivery that demands TLS");
    }

    @Test
    void shouldHideWhatIsNotForced() {
        ForcedConfig config = new ForcedConfig(
                "RequireTls",
                james,
                Map.of("startTLS", "false", "maxRetries", "3"),
                new TlsRoutes("outgoing-tls", "tls-bounce", Optional.empty()),
                Peer.VERIFIED);

        List<String> names = StreamSupport.stream(
                        ((Iterable<String>) config::getInitParameterNames).spliterator(), false)
                .toList();
        assertThat(names)
                .contains(
                        "mail.smtp.starttls.required",
                        "mail.smtp.ssl.checkserveridentity",
                        "mail.smtp.ssl.socketFactory.class");
        assertThat(config.getInitParameter("startTLS")).isEqualTo("true");
        assertThat(config.getInitParameter("mail.smtp.starttls.required")).isEqualTo("true");
        assertThat(config.getInitParameter("verifyServerIdentity")).isEqualTo("true");
        assertThat(config.getInitParameter("maxRetries")).isEqualTo("3");
        assertThat(config.getInitParameter("sslTrustAllCerts")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.1 nobody", "STARTTLS is required but host does not support STARTTLS", ""})
    void shouldSayThatTlsIsMissing_whateverTheServerSays_whenThereWasNone(String error) throws Exception {
        Mail mail = begin(TestMail.of(TestMail.PLAIN, BOB, A));
        mail.setAttribute(new Attribute(Outcomes.DELIVERY_ERROR, AttributeValue.of(error)));

        context.sendMail(mail, "tls-bounce");

        assertThat(james.getSentMails())
                .singleElement()
                .satisfies(sent -> assertThat(sent.getAttributes()
                                .get(Outcomes.DELIVERY_ERROR)
                                .getValue()
                                .value())
                        .isEqualTo("5.7.10"));
    }

    @Test
    void shouldNotSpeakOfTls_whenTheDomainHasNoServer() throws Exception {
        Mail mail = begin(TestMail.of(TestMail.PLAIN, BOB, A));
        WatchedDns.around(noServers()).findMXRecords("partner.example");

        context.sendMail(mail, "tls-bounce");

        assertThat(james.getSentMails())
                .singleElement()
                .satisfies(sent -> assertThat(sent.getAttributes()
                                .get(Outcomes.DELIVERY_ERROR)
                                .getValue()
                                .value())
                        .isEqualTo("5.1.2"));
        assertThat(counters.counts).containsEntry("smimegate.tls.failed", 1);
    }

    private static DNSService noServers() {
        return (DNSService) Proxy.newProxyInstance(
                DeliveryOutcomesTest.class.getClassLoader(),
                new Class<?>[] {DNSService.class},
                (self, method, arguments) -> List.of());
    }

    private static MailetContext full() {
        return (MailetContext) Proxy.newProxyInstance(
                DeliveryOutcomesTest.class.getClassLoader(),
                new Class<?>[] {MailetContext.class},
                (self, method, arguments) -> {
                    throw new MessagingException("full");
                });
    }

    private Mail begin(MailImpl mail) {
        Attempt.begin(sockets());
        return LentMail.of(mail);
    }

    private static SSLSocketFactory sockets() {
        return PeerSockets.of(Peer.ANY, () -> {
            throw new IllegalStateException("nobody is asked");
        });
    }

    private Outcomes outcomes(MailetContext to, Optional<String> onSuccess) {
        return new Outcomes(
                new TlsRoutes("outgoing-tls", "tls-bounce", onSuccess),
                to,
                cleaned::add,
                new TlsLog("RequireTls", "outgoing-tls", counters.factory()));
    }

    /** A queue with one mail in it. */
    private static final class OneMailQueue implements MailQueue {
        private final Mail mail;
        private final List<Mail> back = new ArrayList<>();

        OneMailQueue(Mail mail) {
            this.mail = mail;
        }

        @Override
        public MailQueueName getName() {
            return MailQueueName.of("one");
        }

        @Override
        public void enQueue(Mail again, Duration delay) {
            back.add(again);
        }

        @Override
        public void enQueue(Mail again) {
            back.add(again);
        }

        @Override
        public Publisher<Void> enqueueReactive(Mail again) {
            return Flux.empty();
        }

        @Override
        public Publisher<MailQueueItem> deQueue() {
            return Flux.just(new MailQueueItem() {
                @Override
                public Mail getMail() {
                    return mail;
                }

                @Override
                public void done(CompletionStatus status) {}
            });
        }

        @Override
        public void close() {}
    }
}
