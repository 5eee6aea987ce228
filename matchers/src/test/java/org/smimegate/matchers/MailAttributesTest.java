package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.matchers.testing.TestMail;

class MailAttributesTest {
    private final MailImpl mail = TestMail.of(TestMail.PLAIN, "bob@example.org", "dave@partner.example");

    @Test
    void shouldWriteTheContract() throws Exception {
        TestIdentity bob = TestPki.shared().good("bob@example.org");

        MailAttributes.write(
                mail,
                new MessageVerdict(
                        List.of(layer(Layer.AUTH_ENVELOPED_DATA), layer(Layer.CLEAR_SIGNED)),
                        Optional.of(Decryption.DECRYPTED),
                        Optional.of(SignatureResult.PASS),
                        Optional.of(Reason.REVOCATION_UNKNOWN),
                        Address.parse("bob@example.org"),
                        Optional.of(bob.certificate())));

        assertThat(value("org.smimegate.layers"))
                .isEqualTo(List.of(AttributeValue.of("authEnveloped-data"), AttributeValue.of("clear-signed")));
        assertThat(value("org.smimegate.decryption")).isEqualTo("decrypted");
        assertThat(value("org.smimegate.signature")).isEqualTo("pass");
        assertThat(value("org.smimegate.reason")).isEqualTo("revocation-unknown");
        assertThat(value("org.smimegate.signer")).isEqualTo("bob@example.org");
        assertThat(value("org.smimegate.signer-certificate"))
                .isEqualTo(bob.certificate().getEncoded());
    }

    /** Queues other than the one in memory store attributes as JSON. */
    @Test
    void shouldSurviveAQueue() throws Exception {
        MailAttributes.write(mail, verdict(Decryption.DECRYPTED, SignatureResult.PASS, Layer.ENVELOPED_DATA));
        Attribute layers = mail.getAttribute(MailAttributes.LAYERS).orElseThrow();

        mail.setAttribute(new Attribute(
                MailAttributes.LAYERS,
                AttributeValue.fromJson(layers.getValue().toJson().orElseThrow())));

        assertThat(MailAttributes.read(mail).layers())
                .extracting(LayerReport::layer)
                .containsExactly(Layer.ENVELOPED_DATA);
    }

    @Test
    void shouldLeaveOutWhatWasNotSeen() throws Exception {
        MailAttributes.write(mail, MessageVerdict.notSmime());

        assertThat(mail.attributeNames()).isEmpty();
        assertThat(MailAttributes.present(mail)).isFalse();
    }

    @Test
    void shouldTrustNothing_whenOpeningFailed() throws Exception {
        MailAttributes.write(mail, verdict(Decryption.DECRYPTED, SignatureResult.PASS, Layer.ENVELOPED_DATA));

        MailAttributes.write(mail, MessageVerdict.unknown());

        assertThat(mail.attributeNames())
                .containsExactlyInAnyOrder(MailAttributes.DECRYPTION, MailAttributes.SIGNATURE);
        assertThat(value("org.smimegate.decryption")).isEqualTo("failed");
        assertThat(value("org.smimegate.signature")).isEqualTo("neutral");
        assertThat(MailAttributes.read(mail).isVerified()).isFalse();
    }

    @Test
    void shouldReadNothing_whenAttributesAreOfOtherTypes() {
        mail.setAttribute(new Attribute(MailAttributes.LAYERS, AttributeValue.of("signed-data")));
        mail.setAttribute(new Attribute(MailAttributes.SIGNATURE, AttributeValue.of(1)));

        assertThat(MailAttributes.read(mail)).isEqualTo(MessageVerdict.notSmime());
    }

    private Object value(String name) {
        return mail.getAttribute(AttributeName.of(name))
                .orElseThrow()
                .getValue()
                .value();
    }

    static MessageVerdict verdict(Decryption decryption, SignatureResult signature, Layer... layers) {
        return new MessageVerdict(
                Stream.of(layers).map(MailAttributesTest::layer).toList(),
                Optional.ofNullable(decryption),
                Optional.ofNullable(signature),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LayerReport layer(Layer layer) {
        return new LayerReport(layer, Optional.empty(), List.of(), Optional.empty(), "", "");
    }
}
