package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.cms.SigningIdentity;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.matchers.testing.TestConf;
import org.smimegate.matchers.testing.TestMail;

class MatchersTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity DAVE = PKI.good("dave@partner.example");
    private static final String[] BOTH = {"dave@partner.example", "nobody@partner.example"};

    @TempDir
    Path folder;

    private SharedGateway gateway;

    @BeforeEach
    void open() {
        gateway = new TestConf(folder)
                .own(BOB)
                .partners(DAVE)
                .trust(PKI.trust())
                .smimeXml()
                .gateway();
    }

    /** Whatever the mail does, a matcher answers what it answers when it cannot tell. */
    @Nested
    class Fallbacks {
        static Stream<Throwable> everything() {
            return BoundaryTest.everything();
        }

        @ParameterizedTest
        @MethodSource("everything")
        void shouldMatchAll_whenItCannotTell(Throwable thrown) throws Exception {
            Mail mail = BrokenMail.throwing(thrown, BOTH);

            assertThat(match(new SMimeGatewayMessage(gateway), null, mail)).containsExactly(BOTH);
            assertThat(match(new SMimeGatewayMessage(gateway), "signed", mail)).containsExactly(BOTH);
            assertThat(match(new WasDecrypted(), null, mail)).containsExactly(BOTH);
        }

        @ParameterizedTest
        @MethodSource("everything")
        void shouldMatchNobody_whenItCannotTell(Throwable thrown) throws Exception {
            Mail mail = BrokenMail.throwing(thrown, BOTH);

            assertThat(match(new SMimeGatewayVerified(), null, mail)).isEmpty();
            assertThat(match(new SenderKeyAvailable(gateway), null, mail)).isEmpty();
        }
    }

    @Nested
    class SMimeGatewayMessageTest {
        @ParameterizedTest
        @CsvSource({
            "text/plain, false",
            "multipart/mixed; boundary=b, false",
            "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m, true",
            "Application/X-PKCS7-MIME, true",
            "application/octet-stream; name=\"SMIME.P7M\", true",
            "application/octet-stream; name=smime.p7s, true",
            "application/octet-stream; name=smime.p7c, true",
            "application/octet-stream; name=smime.p7z, true",
            "application/octet-stream; name=report.pdf, false",
            "application/pkcs7-signature, true",
            "multipart/signed; protocol=\"application/x-pkcs7-signature\"; boundary=b, true",
            "multipart/signed; protocol=\"application/pgp-signature\"; boundary=b, false",
            "application/pkcs10, false",
        })
        void shouldGoByTheHeader_whenThereIsNoCondition(String type, boolean matches) throws Exception {
            MailImpl mail = mail(TestMail.PLAIN.replace("text/plain; charset=us-ascii", type));

            assertThat(match(new SMimeGatewayMessage(gateway), null, mail))
                    .containsExactly(matches ? BOTH : new String[0]);
        }

        @ParameterizedTest
        @CsvSource({
            "signed, true, false",
            "encrypted, false, true",
            "'signed,encrypted', true, true",
            "compressed, false, false",
            "certs-only, false, false",
        })
        void shouldLookAtTheOutermostLayer(String condition, boolean signed, boolean encrypted) throws Exception {
            assertThat(match(new SMimeGatewayMessage(gateway), condition, mail(signed(SigningMode.DETACHED)))
                            .isEmpty())
                    .isEqualTo(!signed);
            assertThat(match(new SMimeGatewayMessage(gateway), condition, mail(signed(SigningMode.OPAQUE)))
                            .isEmpty())
                    .isEqualTo(!signed);
            assertThat(match(new SMimeGatewayMessage(gateway), condition, mail(encrypted()))
                            .isEmpty())
                    .isEqualTo(!encrypted);
        }

        @ParameterizedTest
        @ValueSource(strings = {"signed", "encrypted", "compressed", "certs-only"})
        void shouldMatch_whenTheContentIsDamaged(String condition) throws Exception {
            String type = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m";
            MailImpl mail = mail(TestMail.PLAIN.replace("text/plain; charset=us-ascii", type));

            assertThat(match(new SMimeGatewayMessage(gateway), condition, mail)).containsExactly(BOTH);
        }

        @Test
        void shouldNotMatchPlainMail() throws Exception {
            assertThat(match(new SMimeGatewayMessage(gateway), "signed,encrypted", mail(TestMail.PLAIN)))
                    .isEmpty();
        }

        @Test
        void shouldAnswerWhatItWas_whenItWasOpened() throws Exception {
            MailImpl mail = mail(TestMail.PLAIN);
            MailAttributes.write(
                    mail,
                    MailAttributesTest.verdict(
                            Decryption.DECRYPTED, SignatureResult.PASS, Layer.ENVELOPED_DATA, Layer.CLEAR_SIGNED));

            assertThat(match(new SMimeGatewayMessage(gateway), null, mail)).containsExactly(BOTH);
            assertThat(match(new SMimeGatewayMessage(gateway), "signed", mail)).containsExactly(BOTH);
            assertThat(match(new SMimeGatewayMessage(gateway), "encrypted", mail))
                    .containsExactly(BOTH);
            assertThat(match(new SMimeGatewayMessage(gateway), "compressed", mail))
                    .isEmpty();
        }

        @Test
        void shouldMatch_whenOpeningBrokeDown() throws Exception {
            MailImpl mail = mail(TestMail.PLAIN);
            MailAttributes.write(mail, MessageVerdict.unknown());

            assertThat(match(new SMimeGatewayMessage(gateway), "signed", mail)).containsExactly(BOTH);
        }
    }

    @Nested
    class SMimeGatewayVerifiedTest {
        @ParameterizedTest
        @CsvSource({
            // layers,                      decryption, signature, none,  signed
            "clear-signed,                  ,           PASS,      true,  true",
            "signed-data,                   ,           FAIL,      false, false",
            "clear-signed,                  ,           POLICY,    false, false",
            "clear-signed,                  ,           TEMPERROR, false, false",
            "clear-signed,                  ,           NEUTRAL,   false, false",
            "enveloped-data,                DECRYPTED,  NONE,      true,  false",
            "enveloped-data,                DECRYPTED,  ,          true,  false",
            "enveloped-data,                NO_KEY,     NONE,      false, false",
            "enveloped-data,                FAILED,     NONE,      false, false",
            "authEnveloped-data,            REFUSED,    NONE,      false, false",
            "enveloped-data clear-signed,   DECRYPTED,  PASS,      true,  true",
            "enveloped-data clear-signed,   DECRYPTED,  FAIL,      false, false",
            "clear-signed enveloped-data,   NO_KEY,     PASS,      false, false",
            ",                              ,           ,          false, false",
            ",                              FAILED,     NEUTRAL,   false, false",
        })
        void shouldMatchWhatWasOpenedAndPassed(
                String layers, Decryption decryption, SignatureResult signature, boolean matches, boolean signed)
                throws Exception {
            MailImpl mail = mail(TestMail.PLAIN);
            MailAttributes.write(mail, MailAttributesTest.verdict(decryption, signature, layers(layers)));

            assertThat(match(new SMimeGatewayVerified(), null, mail)).containsExactly(matches ? BOTH : new String[0]);
            assertThat(match(new SMimeGatewayVerified(), "signed", mail))
                    .containsExactly(signed ? BOTH : new String[0]);
        }

        private static Layer[] layers(String tokens) {
            return tokens == null
                    ? new Layer[0]
                    : Stream.of(tokens.split(" "))
                            .flatMap(token -> Arrays.stream(Layer.values())
                                    .filter(l -> l.token().equals(token)))
                            .toArray(Layer[]::new);
        }
    }

    @Nested
    class RecipientKeyAvailableTest {
        @Test
        void shouldMatchRecipientsWithAKey() throws Exception {
            assertThat(match(new RecipientKeyAvailable(gateway), null, mail(TestMail.PLAIN)))
                    .containsExactly("dave@partner.example");
        }

        @Test
        void shouldNotMatch_whenCertificatesAreUnfit() throws Exception {
            new TestConf(folder).partners(PKI.expired("nobody@partner.example")).smimeXml();

            assertThat(match(new RecipientKeyAvailable(gateway), null, mail(TestMail.PLAIN)))
                    .containsExactly("dave@partner.example");
        }
    }

    @Nested
    class SenderKeyAvailableTest {
        @ParameterizedTest
        @CsvSource({
            "Bob <bob@example.org>, true",
            "carol@example.org, false",
            "'bob@example.org, carol@example.org', false",
            "'bob@example.org\nFrom: bob@example.org', false",
        })
        void shouldMatch_whenTheAuthorHasAKey(String from, boolean matches) throws Exception {
            MailImpl mail = mail(TestMail.PLAIN.replace("Bob <bob@example.org>", from));

            assertThat(match(new SenderKeyAvailable(gateway), null, mail))
                    .containsExactly(matches ? BOTH : new String[0]);
        }

        @Test
        void shouldNotMatch_whenThereIsNoFrom() throws Exception {
            assertThat(match(new SenderKeyAvailable(gateway), null, mail("Subject: x\n\nbody\n")))
                    .isEmpty();
        }
    }

    @Nested
    class WasDecryptedTest {
        @ParameterizedTest
        @CsvSource({
            "X-SMime-Gateway: decrypted; AES-256-CBC, true",
            "x-smime-gateway:  Decrypted, true",
            "X-SMime-Gateway: verified, false",
            "X-Other: decrypted, false",
        })
        void shouldGoByTheMark(String field, boolean matches) throws Exception {
            assertThat(match(new WasDecrypted(), null, mail(field + "\n" + TestMail.PLAIN)))
                    .containsExactly(matches ? BOTH : new String[0]);
        }
    }

    private static Collection<String> match(Matcher matcher, String condition, Mail mail) throws MessagingException {
        FakeMatcherConfig.Builder config = FakeMatcherConfig.builder().matcherName("matcher");
        matcher.init((condition == null ? config : config.condition(condition)).build());
        return matcher.match(mail).stream().map(MailAddress::asString).toList();
    }

    private static MailImpl mail(String text) {
        return TestMail.of(text, "bob@example.org", BOTH);
    }

    private static MailImpl mail(byte[] message) {
        return TestMail.of(message, "bob@example.org", BOTH);
    }

    private static byte[] signed(SigningMode mode) throws Exception {
        SigningIdentity identity =
                new SigningIdentity(BOB.key(), BOB.certificate(), BOB.intermediates(), BOB.certificate());
        return protect(new ProtectionStep.Sign(identity, mode));
    }

    private static byte[] encrypted() throws Exception {
        List<EncryptionRecipient> recipients = List.of(new EncryptionRecipient(DAVE.certificate(), Set.of()));
        return protect(new ProtectionStep.Encrypt(recipients, ContentCipher.AES_256_CBC, KeyTransport.RSA_PKCS1));
    }

    private static byte[] protect(ProtectionStep step) throws Exception {
        byte[] plain = TestMail.PLAIN.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MessageProtector().protect(RawMessage.scan(MessageSource.of(plain)), List.of(step), out);
        return out.toByteArray();
    }
}
