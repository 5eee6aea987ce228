package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.smimegate.core.message.MessageSource;
import org.smimegate.matchers.testing.TestMail;

/** A mark that tells a mailet to leave a mail alone is a way to leave unprotected: it must count as rarely as possible. */
class PlaceTest {
    private static final MessageSource MESSAGE = source("Subject: a\r\n\r\nbody\r\n");

    private final MailetOrder order = new MailetOrder();
    private final Place first = order.next();
    private final Place second = order.next();
    private final Place third = order.next();
    private final MailImpl mail =
            TestMail.of(TestMail.PLAIN, "bob@example.org", "a@partner.example", "b@partner.example");

    @Test
    void shouldBeDoneUpToTheMailetThatMadeTheCopy() throws Exception {
        second.markDone(mail, "outbound", MESSAGE);

        assertThat(first.passed(mail, "outbound", MESSAGE)).isTrue();
        assertThat(second.passed(mail, "outbound", MESSAGE)).isTrue();
        assertThat(third.passed(mail, "outbound", MESSAGE)).isFalse();
    }

    @Test
    void shouldBeDoneBeforeTheMailetThatTriesAgain() throws Exception {
        second.markReached(mail, "outbound", MESSAGE);

        assertThat(first.passed(mail, "outbound", MESSAGE)).isTrue();
        assertThat(second.passed(mail, "outbound", MESSAGE)).isFalse();
    }

    @Test
    void shouldNotBeDone_whenNothingIsMarked() throws Exception {
        assertThat(first.passed(mail, "outbound", MESSAGE)).isFalse();
    }

    @Test
    void shouldStillBeDone_whenOnlyTheHeaderChanged() throws Exception {
        first.markDone(mail, "outbound", MESSAGE);

        assertThat(first.passed(mail, "outbound", source("X-Seen: yes\r\nSubject: a\r\n\r\nbody\r\n")))
                .isTrue();
    }

    @Test
    void shouldStillBeDone_whenSomeRecipientsAreLeft() throws Exception {
        first.markDone(mail, "outbound", MESSAGE);
        mail.setRecipients(List.of(new MailAddress("b@partner.example")));

        assertThat(first.passed(mail, "outbound", MESSAGE)).isTrue();
    }

    @Test
    void shouldNotBeDone_whenTheBodyIsAnother() throws Exception {
        first.markDone(mail, "outbound", MESSAGE);

        assertThat(first.passed(mail, "outbound", source("Subject: a\r\n\r\nbody and a footer\r\n")))
                .isFalse();
    }

    @Test
    void shouldNotBeDone_whenARecipientIsNew() throws Exception {
        first.markDone(mail, "outbound", MESSAGE);
        mail.setRecipients(List.of(new MailAddress("a@partner.example"), new MailAddress("c@partner.example")));

        assertThat(first.passed(mail, "outbound", MESSAGE)).isFalse();
    }

    @Test
    void shouldNotBeDone_whenItIsInAnotherProcessor() throws Exception {
        first.markDone(mail, "outbound", MESSAGE);

        assertThat(first.passed(mail, "encrypt-again", MESSAGE)).isFalse();
    }

    @Test
    void shouldNotBeDone_whenTheServerWasStartedAgain() throws Exception {
        first.markDone(mail, "outbound", MESSAGE);

        assertThat(new MailetOrder().next().passed(mail, "outbound", MESSAGE)).isFalse();
    }

    @Test
    void shouldStillBeDone_whenTheQueueStoredTheMail() throws Exception {
        first.markDone(mail, "outbound", MESSAGE);

        Mail stored = mail.duplicate();

        assertThat(first.passed(stored, "outbound", MESSAGE)).isTrue();
    }

    private static MessageSource source(String text) {
        return MessageSource.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
