package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Dispatch;
import org.smimegate.gateway.Dispatch.Protection;
import org.smimegate.gateway.Outbound;
import org.smimegate.matchers.testing.TestMail;

/** What happens to the mail, whatever the engine says. */
class OutboundServiceTest {
    private static final String BOB = "bob@example.org";
    private static final String A = "a@partner.example";
    private static final String B = "b@partner.example";
    private static final String C = "c@partner.example";

    @TempDir
    Path folder;

    Fixture fixture;

    @BeforeEach
    void open() {
        fixture = Fixture.bare(folder);
    }

    @Test
    void shouldGoOnAsItCame_whenItIsProtectedAlready() throws Exception {
        MailImpl mail = mail(A);

        encrypt(new Dispatch.Unchanged("encrypted already")).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(TestMail.text(mail)).isEqualTo(TestMail.PLAIN.replace("\n", "\r\n"));
        assertThat(fixture.context.getSentMails()).isEmpty();
    }

    @Test
    void shouldGoOnProtected_whenOneCopyServesAll() throws Exception {
        MailImpl mail = mail(A, B);
        FakeCopy copy = FakeCopy.of("sealed", Protection.ENCRYPTED, A, B);

        encrypt(copies(copy)).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(TestMail.text(mail)).endsWith("sealed");
        assertThat(recipients(mail)).containsExactly(A, B);
        assertThat(copy.closed()).isTrue();
        assertThat(fixture.context.getSentMails()).isEmpty();
        assertThat(fixture.counters.counts).containsEntry("smimegate.outbound.encrypted", 1);
    }

    @Test
    void shouldSplit_whenRecipientsGetDifferentCopies() throws Exception {
        MailImpl mail = mail(A, B, C);

        encrypt(copies(
                        FakeCopy.of("for a", Protection.ENCRYPTED, A),
                        FakeCopy.of("for b", Protection.ENCRYPTED, B),
                        FakeCopy.of("for c", Protection.CLEAR, C)))
                .service(mail);

        assertThat(recipients(mail)).containsExactly(A);
        assertThat(TestMail.text(mail)).endsWith("for a");
        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(sent()).containsExactly("transport b@partner.example for b", "transport c@partner.example for c");
    }

    @Test
    void shouldSendTheMessageAsItCameToTheProcessor_whenKeysAreMissing() throws Exception {
        MailImpl mail = mail(A, B);
        Dispatch dispatch = new Dispatch.Copies(
                List.of(FakeCopy.of("for a", Protection.ENCRYPTED, A)), Map.of(address(B), "no certificate known"));

        fixture.outbound(always(dispatch)).encrypt("onMissingKey=no-key").service(mail);

        assertThat(recipients(mail)).containsExactly(A);
        assertThat(TestMail.text(mail)).endsWith("for a");
        assertThat(sent()).containsExactly("no-key b@partner.example Hello Dave.");
    }

    @Test
    void shouldLeaveWholeForTheProcessor_whenAllKeysAreMissing() throws Exception {
        MailImpl mail = mail(A, B);
        Dispatch dispatch = new Dispatch.Copies(List.of(), Map.of(address(A), "none", address(B), "none"));

        fixture.outbound(always(dispatch)).encrypt("onMissingKey=no-key").service(mail);

        assertThat(mail.getState()).isEqualTo("no-key");
        assertThat(recipients(mail)).containsExactly(A, B);
        assertThat(fixture.context.getSentMails()).isEmpty();
    }

    /** Keeping its state, the mail would go on to the next mailet of the processor, in clear. */
    @Test
    void shouldGoToError_whenTheProcessorForMissingKeysIsTheOneItIsIn() throws Exception {
        MailImpl mail = mail(A);
        Dispatch dispatch = new Dispatch.Copies(List.of(), Map.of(address(A), "none"));

        fixture.outbound(always(dispatch)).encrypt("onMissingKey=transport").service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    }

    @Test
    void shouldBounceWhole_whenKeysAreMissing() throws Exception {
        MailImpl mail = mail(A, B);

        encrypt(new Dispatch.MissingKeys(Map.of(address(B), "none"))).service(mail);

        assertThat(mail.getState()).isEqualTo("smime-bounce");
        assertThat(recipients(mail)).containsExactly(A, B);
    }

    @Test
    void shouldDropWhole_whenKeysAreMissing() throws Exception {
        MailImpl mail = mail(A, B);

        fixture.outbound(always(new Dispatch.MissingKeys(Map.of(address(B), "none"))))
                .encrypt("onMissingKey=drop")
                .service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(fixture.context.getSentMails()).isEmpty();
    }

    @Test
    void shouldNeverBounceTheNullReversePath() throws Exception {
        MailImpl missing = TestMail.of(TestMail.PLAIN, "", A);
        MailImpl failed = TestMail.of(TestMail.PLAIN, "", A);
        MailImpl named = TestMail.of(TestMail.PLAIN, "", A);

        encrypt(new Dispatch.MissingKeys(Map.of(address(A), "none"))).service(missing);
        encrypt(new Dispatch.Failed("x")).service(failed);
        fixture.outbound(always(new Dispatch.Failed("x")))
                .sign("onFailure=smime-bounce")
                .service(named);

        assertThat(Stream.of(missing, failed, named).map(MailImpl::getState)).containsOnly(Mail.ERROR);
    }

    @Test
    void shouldTakeTheWayOfOnFailure() throws Exception {
        Outbound failing = always(new Dispatch.Failed("certificate 1.2.3.4"));
        MailImpl bounced = mail(A);
        MailImpl dropped = mail(A);
        MailImpl elsewhere = mail(A);

        fixture.outbound(failing).sign().service(bounced);
        fixture.outbound(failing).sign("onFailure=drop").service(dropped);
        fixture.outbound(failing).sign("onFailure=failed").service(elsewhere);

        assertThat(Stream.of(bounced, dropped, elsewhere).map(MailImpl::getState))
                .containsExactly("smime-bounce", Mail.GHOST, "failed");
        assertThat(bounced.getErrorMessage()).isNull();
    }

    @Test
    void shouldCleanWhatJamesPrintsIntoBounces() throws Exception {
        MailImpl mail = mail(A);
        mail.setErrorMessage("java.lang.IllegalStateException: OID 1.2.3");
        for (String name :
                List.of("delivery-error", "delivery-error-code", "MailetError", Mail.MAILET_ERROR.asString())) {
            mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.of("cause")));
        }
        mail.setDsnParameters(DsnParameters.builder()
                .ret(Ret.FULL)
                .envId(DsnParameters.EnvId.of("QQ314159"))
                .addRcptParameter(new MailAddress(A), RecipientDsnParameters.of(EnumSet.of(Notify.FAILURE)))
                .build()
                .orElseThrow());

        encrypt(new Dispatch.Failed("x")).service(mail);

        assertThat(mail.getErrorMessage()).isNull();
        assertThat(mail.attributeNames().map(AttributeName::asString))
                .doesNotContain("delivery-error", "delivery-error-code", "MailetError", Mail.MAILET_ERROR.asString());
        DsnParameters asked = mail.dsnParameters().orElseThrow();
        assertThat(asked.getRetParameter()).contains(Ret.HDRS);
        assertThat(asked.getEnvIdParameter().orElseThrow().asString()).isEqualTo("QQ314159");
        assertThat(asked.getRcptParameters()).containsOnlyKeys(new MailAddress(A));
    }

    static Stream<Throwable> everything() {
        return Stream.of(
                new IOException("secret"),
                new MessagingException("secret"),
                new IllegalStateException("secret"),
                new AssertionError("secret"),
                new StackOverflowError("secret"),
                new NoSuchMethodError("secret"),
                new NoClassDefFoundError("secret"),
                new OutOfMemoryError("secret"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldTakeTheWayOfOnFailure_whateverTheEngineThrows(Throwable thrown) throws Exception {
        MailImpl bounced = mail(A, B);
        MailImpl elsewhere = mail(A, B);

        fixture.outbound(throwing(thrown)).encrypt().service(bounced);
        fixture.outbound(throwing(thrown)).encrypt("onFailure=failed").service(elsewhere);

        assertThat(bounced.getState()).isEqualTo("smime-bounce");
        assertThat(elsewhere.getState()).isEqualTo("failed");
        assertThat(recipients(bounced)).containsExactly(A, B);
        assertThat(bounced.getErrorMessage()).isNull();
        assertThat(bounced.attributes().map(Object::toString)).noneMatch(text -> text.contains("secret"));
        assertThat(TestMail.text(bounced)).contains("Hello Dave.");
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldServeNobodyTwiceAndLoseNobody_whenTheQueueFailsInTheMiddle(Throwable thrown) throws Exception {
        MailImpl mail = mail(A, B, C);
        Dispatch dispatch = copies(
                FakeCopy.of("for a", Protection.ENCRYPTED, A),
                FakeCopy.of("for b", Protection.ENCRYPTED, B),
                FakeCopy.of("for c", Protection.ENCRYPTED, C));

        fixture.outbound(always(dispatch))
                .context(FailingQueue.at(2, fixture.context, thrown))
                .encrypt()
                .service(mail);

        assertThat(sent()).containsExactly("transport b@partner.example for b");
        assertThat(mail.getState()).isEqualTo("smime-bounce");
        assertThat(recipients(mail)).containsExactly(A, C);
        assertThat(TestMail.text(mail)).contains("Hello Dave.");
    }

    @Test
    void shouldFail_whenTheEngineForgotARecipient() throws Exception {
        MailImpl mail = mail(A, B);

        encrypt(copies(FakeCopy.of("for a", Protection.CLEAR, A))).service(mail);

        assertThat(mail.getState()).isEqualTo("smime-bounce");
        assertThat(recipients(mail)).containsExactly(A, B);
    }

    @Test
    void shouldFail_whenTheEngineSaysNothing() throws Exception {
        MailImpl mail = mail(A);

        encrypt(null).service(mail);

        assertThat(mail.getState()).isEqualTo("smime-bounce");
    }

    @Test
    void shouldKeepProtectedMail_whenCleaningUpFails() throws Exception {
        MailImpl mail = mail(A);
        FakeCopy copy = FakeCopy.of("sealed", Protection.ENCRYPTED, A).failingToClose();

        encrypt(copies(copy)).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(TestMail.text(mail)).endsWith("sealed");
    }

    @Test
    void shouldGoToError_whenEvenTheWayOutFails() throws Exception {
        MailImpl mail = mail(A);
        mail.setAttribute(new Attribute(
                AttributeName.of("dsn-notify"), AttributeValue.of(Map.of("no address", AttributeValue.of("x")))));

        encrypt(new Dispatch.Failed("x")).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    }

    @Test
    void shouldComeBackLater_whenADirectoryIsDown() throws Exception {
        MailImpl mail = mail(A, B);

        encrypt(new Dispatch.Later("ldap: timeout")).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(sent()).containsExactly("smime-retry a@partner.example b@partner.example Hello Dave.");
        assertThat(delayMillis(fixture.context.getSentMails().get(0))).isEqualTo(60_000);
    }

    /** An outage is never a missing key, whatever is done about those. */
    @ParameterizedTest
    @ValueSource(strings = {"bounce", "drop", "split", "clear", "no-key"})
    void shouldComeBackLater_andFailInTheEnd_whateverIsDoneAboutMissingKeys(String action) throws Exception {
        Instant start = Instant.parse("2026-03-02T10:00:00Z");
        MailImpl mail = mail(A, B);
        String[] parameters = {"onMissingKey=" + action, "onFailure=failed"};
        Outbound down = always(new Dispatch.Later("ldap: timeout"));

        fixture.outbound(down)
                .at(Clock.fixed(start, ZoneOffset.UTC))
                .encrypt(parameters)
                .service(mail);
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(sent()).containsExactly("smime-retry a@partner.example b@partner.example Hello Dave.");
        assertThat(delayMillis(fixture.context.getSentMails().get(0))).isEqualTo(60_000);

        fixture.context.resetSentMails();
        mail.setState(Mail.TRANSPORT);
        fixture.at(Clock.fixed(start.plus(Duration.ofDays(2)), ZoneOffset.UTC))
                .encrypt(parameters)
                .service(mail);
        assertThat(mail.getState()).isEqualTo("failed");
        assertThat(recipients(mail)).containsExactly(A, B);
        assertThat(fixture.context.getSentMails()).isEmpty();
    }

    @Test
    void shouldComeBackLater_whenAProfileSaysDrop() throws Exception {
        MailImpl mail = mail(A);

        fixture.outbound(always(new Dispatch.Later("ldap: timeout")))
                .send("profile=dropping")
                .service(mail);

        assertThat(sent()).containsExactly("smime-retry a@partner.example Hello Dave.");
    }

    @Test
    void shouldWaitLongerEachTime_andThenFail() throws Exception {
        Instant start = Instant.parse("2026-03-02T10:00:00Z");
        MailImpl mail = mail(A);
        List<Long> delays = new ArrayList<>();
        Instant now = start;
        do {
            fixture.context.resetSentMails();
            mail.setState(Mail.TRANSPORT);
            at(now, new Dispatch.Later("down")).service(mail);
            for (SentMail sent : fixture.context.getSentMails()) {
                delays.add(delayMillis(sent) / 60_000);
                now = now.plusMillis(delayMillis(sent));
            }
        } while (mail.getState().equals(Mail.GHOST));

        assertThat(delays).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(Duration.between(start, now)).isEqualTo(Duration.ofDays(2));
        assertThat(mail.getState()).isEqualTo("smime-bounce");
        assertThat(mail.getAttribute(Retries.ATTEMPTS)).isEmpty();
    }

    @Test
    void shouldForgetEarlierAttempts_whenItLeaves() throws Exception {
        MailImpl mail = mail(A, B);
        encrypt(new Dispatch.Later("down")).service(mail);
        fixture.context.resetSentMails();
        mail.setState(Mail.TRANSPORT);

        encrypt(copies(FakeCopy.of("x", Protection.ENCRYPTED, A), FakeCopy.of("y", Protection.ENCRYPTED, B)))
                .service(mail);

        assertThat(mail.getAttribute(Retries.SINCE)).isEmpty();
        assertThat(fixture.context.getSentMails().get(0).getAttributes()).doesNotContainKey(Retries.ATTEMPTS);
    }

    @Test
    void shouldFail_whenTheQueueDoesNotTakeWaitingMail() throws Exception {
        MailImpl mail = mail(A);

        fixture.outbound(always(new Dispatch.Later("down")))
                .context(FailingQueue.at(1, fixture.context, new MessagingException("full")))
                .encrypt()
                .service(mail);

        assertThat(mail.getState()).isEqualTo("smime-bounce");
    }

    private SMimeEncrypt encrypt(Dispatch dispatch) throws MessagingException {
        return fixture.outbound(always(dispatch)).encrypt();
    }

    private SMimeEncrypt at(Instant now, Dispatch dispatch) throws MessagingException {
        return fixture.at(Clock.fixed(now, ZoneOffset.UTC))
                .outbound(always(dispatch))
                .encrypt();
    }

    private static Outbound always(Dispatch dispatch) {
        return (message, recipients, profile, at) -> dispatch;
    }

    private static Outbound throwing(Throwable thrown) {
        return (message, recipients, profile, at) -> {
            throw OutboundServiceTest.<RuntimeException>sneak(thrown);
        };
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> T sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static Dispatch copies(FakeCopy... copies) {
        return new Dispatch.Copies(List.of(copies), Map.of());
    }

    private static MailImpl mail(String... recipients) {
        return TestMail.of(TestMail.PLAIN, BOB, recipients);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private static Stream<String> recipients(Mail mail) {
        return mail.getRecipients().stream().map(MailAddress::asString);
    }

    /** What was queued: processor, recipients, last line. */
    private List<String> sent() {
        return fixture.context.getSentMails().stream()
                .map(OutboundServiceTest::summary)
                .toList();
    }

    private static String summary(SentMail sent) {
        String text = new String(TestMail.bytes(sent.getMsg()), StandardCharsets.ISO_8859_1);
        String recipients =
                sent.getRecipients().stream().map(MailAddress::asString).collect(Collectors.joining(" "));
        return sent.getState() + " " + recipients + " " + text.strip().lines().reduce("", (a, b) -> b);
    }

    private static long delayMillis(SentMail sent) {
        var delay = sent.getDelay().orElseThrow();
        return TimeUnit.MILLISECONDS.convert(delay.getDuration(), delay.getTimeUnit());
    }

    /** A copy that says its text and nothing else. */
    private static final class FakeCopy implements Dispatch.Copy {
        private final Set<Address> recipients;
        private final Protection protection;
        private final MessageSource content;
        private boolean closed;
        private boolean failing;

        private FakeCopy(Set<Address> recipients, Protection protection, MessageSource content) {
            this.recipients = recipients;
            this.protection = protection;
            this.content = content;
        }

        static FakeCopy of(String text, Protection protection, String... recipients) {
            Set<Address> addresses = Stream.of(recipients)
                    .map(OutboundServiceTest::address)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            byte[] message = ("Subject: copy\r\n\r\n" + text).getBytes(StandardCharsets.US_ASCII);
            return new FakeCopy(addresses, protection, MessageSource.of(message));
        }

        FakeCopy failingToClose() {
            failing = true;
            return this;
        }

        boolean closed() {
            return closed;
        }

        @Override
        public Set<Address> recipients() {
            return recipients;
        }

        @Override
        public Protection protection() {
            return protection;
        }

        @Override
        public MessageSource content() {
            return content;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            if (failing) {
                throw new IOException("disk");
            }
        }
    }
}
