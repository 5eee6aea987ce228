package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.matchers.testing.TestMail;

class KeyOfferAttributeTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final X509Certificate ISSUING = PKI.issuing().certificate();

    private final MailImpl mail = TestMail.of(TestMail.PLAIN, "bob@example.org", "dave@partner.example");

    static Stream<KeyOffer> offers() {
        Address bob = new Address("bob", "example.org");
        return Stream.of(
                new KeyOffer(
                        bob,
                        Optional.of(SignatureResult.POLICY),
                        Optional.of(Reason.EXPIRED),
                        BOB.certificate(),
                        List.of(ISSUING, PKI.root().certificate()),
                        Set.of(ContentCipher.AES_128_CBC, ContentCipher.AES_256_GCM),
                        Optional.of(TestPki.NOW)),
                signed(List.of()),
                new KeyOffer(
                        bob,
                        Optional.empty(),
                        Optional.empty(),
                        BOB.certificate(),
                        List.of(ISSUING),
                        Set.of(),
                        Optional.empty()));
    }

    private static KeyOffer signed(List<X509Certificate> others) {
        return new KeyOffer(
                new Address("bob", "example.org"),
                Optional.of(SignatureResult.PASS),
                Optional.empty(),
                BOB.certificate(),
                others,
                Set.of(),
                Optional.empty());
    }

    /** Queues other than the one in memory store attributes as JSON; splits duplicate them. */
    @ParameterizedTest
    @MethodSource("offers")
    void shouldSurviveAQueueAndADuplicate(KeyOffer offer) throws Exception {
        MailAttributes.writeOffer(mail, offer);
        Attribute written = mail.getAttribute(MailAttributes.KEY_OFFER).orElseThrow();
        String stored = written.getValue().toJson().orElseThrow().toString();

        MailImpl copy = TestMail.of(TestMail.PLAIN, "bob@example.org", "dave@partner.example");
        copy.setAttribute(new Attribute(
                MailAttributes.KEY_OFFER, AttributeValue.fromJsonString(stored).duplicate()));

        assertThat(MailAttributes.offer(copy)).contains(offer);
        assertThat(written.getName().asString()).isEqualTo("org.smimegate.key-offer");
    }

    @Test
    void shouldReadNothing_whenNothingWasWritten() {
        assertThat(MailAttributes.offer(mail)).isEmpty();
    }

    /** It was made of a message that this verdict is not about. */
    @Test
    void shouldRemoveAStaleOffer_whenAVerdictIsWritten() throws Exception {
        MailAttributes.writeOffer(mail, signed(List.of()));

        MailAttributes.write(
                mail, MailAttributesTest.verdict(Decryption.DECRYPTED, SignatureResult.NONE, Layer.ENVELOPED_DATA));
        assertThat(MailAttributes.offer(mail)).isEmpty();

        MailAttributes.writeOffer(mail, signed(List.of()));
        MailAttributes.write(mail, MessageVerdict.notSmime());
        assertThat(mail.attributeNames()).isEmpty();
    }

    @Test
    void shouldNotTakeAnOfferForAVerdict() throws Exception {
        MailAttributes.writeOffer(mail, signed(List.of()));

        assertThat(MailAttributes.present(mail)).isFalse();
    }

    @Test
    void shouldLeaveOutOthers_whenTheyAreTooManyOrTooLarge() throws Exception {
        CertificateBuilder names = CertificateBuilder.selfSigned("many names").key(KeyKind.P_256);
        for (int i = 0; i < 700; i++) {
            names.address("somebody-with-a-long-name-" + i + "@department.example.org");
        }
        X509Certificate large = names.build().certificate();
        assertThat(large.getEncoded().length).isBetween(33_000, 64_000);

        assertThat(others(Collections.nCopies(20, ISSUING))).hasSize(20);
        assertThat(others(Collections.nCopies(21, ISSUING))).isEmpty();
        assertThat(others(List.of(large))).hasSize(1);
        assertThat(others(List.of(large, large))).isEmpty();
    }

    private List<X509Certificate> others(List<X509Certificate> certificates) throws Exception {
        MailAttributes.writeOffer(mail, signed(certificates));
        return MailAttributes.offer(mail).orElseThrow().others();
    }

    static Stream<Arguments> damages() {
        AttributeValue<?> other = AttributeValue.of("other");
        AttributeValue<?> bytes = AttributeValue.of(new byte[] {0x30, 0});
        return Stream.of(
                Arguments.of("author", null),
                Arguments.of("author", other),
                Arguments.of("author", bytes),
                Arguments.of("signature", null),
                Arguments.of("signature", other),
                Arguments.of("reason", other),
                Arguments.of("certificate", null),
                Arguments.of("certificate", other),
                Arguments.of("certificate", bytes),
                Arguments.of("others", null),
                Arguments.of("others", other),
                Arguments.of("others", AttributeValue.of(List.of(bytes))),
                Arguments.of("capabilities", null),
                Arguments.of("capabilities", AttributeValue.of(List.of(other))),
                Arguments.of("signed", other));
    }

    @ParameterizedTest
    @MethodSource("damages")
    @SuppressWarnings("unchecked")
    void shouldReadNothing_whenAPartIsDamaged(String part, AttributeValue<?> value) throws Exception {
        MailAttributes.writeOffer(mail, offers().findFirst().orElseThrow());
        Attribute written = mail.getAttribute(MailAttributes.KEY_OFFER).orElseThrow();
        Map<String, AttributeValue<?>> parts = new HashMap<>(
                (Map<String, AttributeValue<?>>) written.getValue().value());
        parts.remove(part);
        if (value != null) {
            parts.put(part, value);
        }

        mail.setAttribute(new Attribute(MailAttributes.KEY_OFFER, AttributeValue.of(parts)));

        assertThat(MailAttributes.offer(mail)).isEmpty();
    }

    @Test
    void shouldReadNothing_whenTheAttributeIsOfAnotherType() {
        mail.setAttribute(new Attribute(MailAttributes.KEY_OFFER, AttributeValue.of("pass")));

        assertThat(MailAttributes.offer(mail)).isEmpty();
    }
}
