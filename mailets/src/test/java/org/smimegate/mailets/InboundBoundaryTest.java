package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.gateway.Inbound;
import org.smimegate.matchers.testing.TestMail;

/** Inbound mail always goes on, whatever is thrown, and with a verdict that nothing trusts. */
class InboundBoundaryTest {
    private static final String FORGED =
            "Authentication-Results: gw.example.org; smime=pass\nX-SMime-Gateway: decrypted\n" + TestMail.PLAIN;

    @TempDir
    Path folder;

    Fixture fixture;

    @BeforeEach
    void open() {
        fixture = Fixture.bare(folder);
    }

    static Stream<Throwable> everything() {
        return OutboundServiceTest.everything();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldGoOnUnopenedWithoutForgedFields(Throwable thrown) throws Exception {
        MailImpl mail = mail(FORGED);

        fixture.inbound(original -> new Faulty(thrown, original::leaveClosed))
                .open()
                .service(mail);

        assertGoesOnUntrusted(mail);
        assertThat(TestMail.text(mail))
                .startsWith("Authentication-Results: gw.example.org;\r\n smime=neutral\r\n")
                .doesNotContain("smime=pass", "X-SMime-Gateway")
                .endsWith(crlf(TestMail.PLAIN));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldGoOnAsItCame_whenNothingWorksAtAll(Throwable thrown) throws Exception {
        MailImpl mail = mail(TestMail.PLAIN);

        fixture.inbound(original -> new Faulty(thrown, message -> {
                    throw OutboundServiceTest.<RuntimeException>sneak(thrown);
                }))
                .open()
                .service(mail);

        assertGoesOnUntrusted(mail);
        assertThat(TestMail.text(mail)).isEqualTo(crlf(TestMail.PLAIN));
    }

    private static void assertGoesOnUntrusted(MailImpl mail) {
        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(mail.getRecipients()).extracting(MailAddress::asString).containsExactly("dave@partner.example");
        assertThat(value(mail, "org.smimegate.decryption")).isEqualTo("failed");
        assertThat(value(mail, "org.smimegate.signature")).isEqualTo("neutral");
        assertThat(mail.getErrorMessage()).isNull();
        assertThat(mail.attributes().map(Object::toString)).noneMatch(text -> text.contains("secret"));
    }

    @Test
    void shouldRemoveForgedFieldsOfPlainMail() throws Exception {
        MailImpl mail = mail(FORGED);

        fixture.open().service(mail);

        assertThat(TestMail.text(mail)).isEqualTo(crlf(TestMail.PLAIN));
        assertThat(mail.attributeNames()).isEmpty();
    }

    @Test
    void shouldNotTouchPlainMail() throws Exception {
        MailImpl mail = mail(TestMail.PLAIN);
        Object message = mail.getMessage();

        fixture.open().service(mail);

        assertThat(mail.getMessage()).isSameAs(message);
    }

    @Test
    void shouldKeepTheFirstVerdict() throws Exception {
        MailImpl mail = mail(FORGED);
        mail.setAttribute(new Attribute(AttributeName.of("org.smimegate.signature"), AttributeValue.of("fail")));

        fixture.open().service(mail);

        assertThat(value(mail, "org.smimegate.signature")).isEqualTo("fail");
        assertThat(TestMail.text(mail)).isEqualTo(crlf(FORGED));
    }

    private static MailImpl mail(String text) {
        return TestMail.of(text, "bob@example.org", "dave@partner.example");
    }

    private static Object value(Mail mail, String name) {
        return mail.getAttribute(AttributeName.of(name))
                .orElseThrow()
                .getValue()
                .value();
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private record Faulty(Throwable thrown, Leaving leaving) implements Inbound {
        interface Leaving {
            OpenedMessage leave(MessageSource message);
        }

        @Override
        public List<Group> open(
                MessageSource message, Set<Address> recipients, SignatureHandling signature, Instant at) {
            throw OutboundServiceTest.<RuntimeException>sneak(thrown);
        }

        @Override
        public OpenedMessage leaveClosed(MessageSource message) {
            return leaving.leave(message);
        }
    }
}
