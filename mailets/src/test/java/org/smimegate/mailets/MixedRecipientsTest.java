package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.matchers.testing.TestConf;
import org.smimegate.matchers.testing.TestMail;

/**
 * Fifty recipients of every kind in one mail: for each action, who went in comes out exactly once, delivered or
 * elsewhere.
 */
class MixedRecipientsTest {
    private static final TestPki PKI = TestPki.shared();
    private static final String BOB = "bob@example.org";
    private static final String CLEAR = "Hello Dave.";

    @TempDir
    Path folder;

    private final Set<String> withKey = new LinkedHashSet<>();
    private final Set<String> lacking = new LinkedHashSet<>();
    private final Set<String> all = new LinkedHashSet<>();
    private final Set<String> visible = new LinkedHashSet<>();
    private Fixture fixture;

    /** What became of some recipients: {@code processor} is the state that the mail has at last. */
    private record Served(String processor, boolean clear, List<String> recipients) {}

    @BeforeEach
    void invite() {
        List<TestIdentity> partners = new ArrayList<>(List.of(PKI.domain("whole.example")));
        for (int i = 0; i < 50; i++) {
            String address = "r" + i + (i % 8 < 2 ? "@whole.example" : "@many.example");
            all.add(address);
            (i % 8 < 5 ? withKey : lacking).add(address);
            if (i % 3 != 0) {
                visible.add(address);
            }
            partner(i % 8, address).forEach(partners::add);
        }
        fixture = new Fixture(new TestConf(folder)
                .partners(partners.toArray(TestIdentity[]::new))
                .trust(PKI.trust())
                .smimeXml());
        assertThat(lacking).hasSize(18);
    }

    /** A whole domain has a certificate for 0 and 1; what 5 to 7 have cannot be used. */
    private static Stream<TestIdentity> partner(int kind, String address) {
        return switch (kind) {
            case 1, 5 -> Stream.of(PKI.expired(address));
            case 2, 3 -> Stream.of(PKI.good(address, KeyKind.P_256));
            case 4 -> Stream.of(PKI.expired(address), PKI.good(address));
            case 6 -> Stream.of(PKI.unknownRoot(address), PKI.wrongKeyUsage(address));
            default -> Stream.of();
        };
    }

    @Test
    void shouldBounceTheWholeMail() throws Exception {
        assertThat(serve("onMissingKey=bounce"))
                .singleElement()
                .satisfies(served -> assertThat(served.processor()).isEqualTo("smime-bounce"));
    }

    @Test
    void shouldDropTheWholeMail() throws Exception {
        assertThat(serve("onMissingKey=drop"))
                .singleElement()
                .satisfies(served -> assertThat(served.processor()).isEqualTo(Mail.GHOST));
    }

    @Test
    void shouldSendInClearToThoseWithoutAKey_whenSplitting() throws Exception {
        List<Served> served = serve("onMissingKey=split");

        assertThat(served).allMatch(mail -> mail.processor().equals(Mail.TRANSPORT));
        assertThat(recipients(served, Served::clear)).isEqualTo(lacking);
        assertThat(recipients(served, mail -> !mail.clear())).isEqualTo(withKey);
    }

    @Test
    void shouldSendInClearToAll_whenClear() throws Exception {
        assertThat(serve("onMissingKey=clear")).singleElement().satisfies(served -> {
            assertThat(served.processor()).isEqualTo(Mail.TRANSPORT);
            assertThat(served.clear()).isTrue();
        });
    }

    @Test
    void shouldSendThoseWithoutAKeyToTheProcessor() throws Exception {
        List<Served> served = serve("onMissingKey=no-key");

        assertThat(recipients(served, mail -> mail.processor().equals("no-key")))
                .isEqualTo(lacking);
        assertThat(recipients(served, mail -> mail.processor().equals(Mail.TRANSPORT) && !mail.clear()))
                .isEqualTo(withKey);
    }

    /** The queue takes some copies and then no more: who was served stays served, all others take onFailure. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7})
    void shouldServeNobodyTwiceAndLoseNobody_whenTheQueueFails(int first) throws Exception {
        fixture.context(FailingQueue.at(first, fixture.context, new MessagingException("full")));
        MailImpl mail = mail();

        fixture.encrypt("onMissingKey=no-key", "onFailure=failed").service(mail);

        List<String> served = new ArrayList<>(recipients(mail));
        for (SentMail sent : fixture.context.getSentMails()) {
            served.addAll(recipients(sent.getRecipients()));
        }
        assertThat(fixture.context.getSentMails()).hasSize(first - 1);
        assertThat(mail.getState()).isEqualTo("failed");
        assertThat(TestMail.text(mail)).contains(CLEAR);
        assertThat(served).containsExactlyInAnyOrderElementsOf(all);
    }

    /** Runs the mail, and what is queued for the same processor, through the mailet. Nobody is lost or served twice. */
    private List<Served> serve(String... parameters) throws Exception {
        SMimeEncrypt encrypt = fixture.encrypt(parameters);
        List<Served> served = new ArrayList<>();
        List<MailImpl> waiting = new ArrayList<>(List.of(mail()));
        while (!waiting.isEmpty()) {
            MailImpl next = waiting.remove(0);
            fixture.context.resetSentMails();
            encrypt.service(next);
            served.add(new Served(next.getState(), TestMail.text(next).contains(CLEAR), recipients(next)));
            for (SentMail sent : fixture.context.getSentMails()) {
                MailImpl copy = queued(sent);
                if (sent.getState().equals(Mail.TRANSPORT)) {
                    waiting.add(copy);
                } else {
                    served.add(new Served(sent.getState(), TestMail.text(copy).contains(CLEAR), recipients(copy)));
                }
            }
        }
        assertThat(served.stream().flatMap(mail -> mail.recipients().stream()))
                .containsExactlyInAnyOrderElementsOf(all);
        return served;
    }

    private static MailImpl queued(SentMail sent) throws MessagingException {
        MailImpl.Builder mail = MailImpl.builder()
                .name("copy")
                .sender(sent.getSender())
                .addRecipients(sent.getRecipients())
                .state(sent.getState())
                .mimeMessage(TestMail.message(TestMail.bytes(sent.getMsg())));
        sent.getAttributes().values().forEach(mail::addAttribute);
        return mail.build();
    }

    private MailImpl mail() {
        String text = TestMail.PLAIN
                .replace("dave@partner.example", String.join(",\n ", visible))
                .replace("\n", "\r\n");
        return TestMail.of(text.getBytes(StandardCharsets.US_ASCII), BOB, all.toArray(String[]::new));
    }

    private static Set<String> recipients(List<Served> served, Predicate<Served> which) {
        return served.stream()
                .filter(which)
                .flatMap(mail -> mail.recipients().stream())
                .collect(Collectors.toSet());
    }

    private static List<String> recipients(Mail mail) {
        return recipients(mail.getRecipients());
    }

    private static List<String> recipients(Iterable<MailAddress> addresses) {
        List<String> recipients = new ArrayList<>();
        addresses.forEach(address -> recipients.add(address.asString()));
        return recipients;
    }
}
