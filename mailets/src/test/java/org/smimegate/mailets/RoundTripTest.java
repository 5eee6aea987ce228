package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.Disposable.LeakAware;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.Mailet;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.matchers.MailAttributes;
import org.smimegate.matchers.testing.TestConf;
import org.smimegate.matchers.testing.TestMail;

/** Two organisations, each with a certificate for its domain: what one sends, the other opens. */
class RoundTripTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity US = PKI.domain("example.org");
    private static final TestIdentity PARTNER = PKI.domain("partner.example");
    private static final String BOB = "bob@example.org";
    private static final String DAVE = "dave@partner.example";
    private static final String ERIN = "erin@partner.example";
    private static final String CAROL = "carol@elsewhere.example";

    @TempDir
    Path ours;

    @TempDir
    Path theirs;

    Fixture us;
    Fixture partner;

    @BeforeEach
    void open() {
        us = new Fixture(new TestConf(ours)
                .own(US)
                .partners(PARTNER)
                .trust(PKI.trust())
                .smimeXml(
                        "<profile name='partner' onMissingKey='split'/>",
                        "<profile name='triple' mode='triple'/>",
                        "<profile name='quiet' mode='sign-encrypt' signing='opaque' cipher='AES-256-GCM'"
                                + " keyTransport='rsa-oaep'/>"));
        partner =
                new Fixture(new TestConf(theirs).own(PARTNER).trust(PKI.trust()).smimeXml());
    }

    @Test
    void shouldSignThenEncryptThenOpenAndVerify() throws Exception {
        MailImpl mail = mail(DAVE);

        us.sign().service(mail);
        us.encrypt().service(mail);
        assertThat(TestMail.text(mail)).contains("Subject: greeting").doesNotContain("Hello Dave.");
        partner.open().service(mail);

        assertThat(TestMail.text(mail)).contains("Hello Dave.").contains("smime=pass", "X-SMime-Gateway: decrypted");
        assertThat(attribute(mail, "layers"))
                .isEqualTo(List.of(AttributeValue.of("enveloped-data"), AttributeValue.of("clear-signed")));
        assertThat(attribute(mail, "decryption")).isEqualTo("decrypted");
        assertThat(attribute(mail, "signature")).isEqualTo("pass");
        assertThat(attribute(mail, "signer")).isEqualTo(BOB);
        assertThat(attribute(mail, "signer-certificate"))
                .isEqualTo(US.certificate().getEncoded());
        assertThat(partner.counters.counts).containsEntry("smimegate.inbound.signature.pass", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "partner, keep,   'enveloped-data clear-signed',              multipart/signed",
        "partner, remove, 'enveloped-data clear-signed',              text/plain",
        "triple,  keep,   'clear-signed enveloped-data clear-signed', multipart/signed",
        "triple,  remove, 'clear-signed enveloped-data clear-signed', text/plain",
        "quiet,   keep,   'authEnveloped-data signed-data',           application/pkcs7-mime",
        "quiet,   remove, 'authEnveloped-data signed-data',           text/plain",
    })
    void shouldSendByProfile(String profile, String signature, String layers, String type) throws Exception {
        MailImpl mail = mail(DAVE);

        us.send("profile=" + profile).service(mail);
        partner.open("signature=" + signature).service(mail);

        assertThat(attribute(mail, "layers"))
                .isEqualTo(Stream.of(layers.split(" ")).map(AttributeValue::of).toList());
        assertThat(attribute(mail, "signature")).isEqualTo("pass");
        assertThat(mail.getMessage().getContentType()).startsWith(type);
        assertThat(mail.getMessage().getHeader("Message-ID")).containsExactly("<1@example.org>");
    }

    @Test
    void shouldGiveBackTheMessageByteForByte_whenTheSignatureIsRemoved() throws Exception {
        MailImpl mail = mail(DAVE);

        us.send("profile=partner").service(mail);
        partner.open("signature=remove").service(mail);

        assertThat(body(TestMail.text(mail))).isEqualTo(body(TestMail.PLAIN.replace("\n", "\r\n")));
    }

    /** HarvestKey comes after; nothing of the signature may be left in the message by then. */
    @ParameterizedTest
    @ValueSource(strings = {"keep", "remove"})
    void shouldHandOnWhatTheMessageOffers(String signature) throws Exception {
        MailImpl mail = mail(DAVE);

        us.send("profile=partner").service(mail);
        partner.open("signature=" + signature).service(mail);

        KeyOffer offer = MailAttributes.offer(mail).orElseThrow();
        assertThat(offer.author()).hasToString(BOB);
        assertThat(offer.certificate()).isEqualTo(US.certificate());
        assertThat(offer.signature()).contains(SignatureResult.PASS);
        assertThat(offer.capabilities()).containsExactlyInAnyOrder(ContentCipher.values());
    }

    @Test
    void shouldHandOnNoOffer_whenThereIsNone() throws Exception {
        MailImpl signed = mail(DAVE);
        us.sign().service(signed);
        partner.open().service(signed);
        MailImpl plain = mail(DAVE);
        MailAttributes.writeOffer(plain, MailAttributes.offer(signed).orElseThrow());

        partner.open().service(plain);

        assertThat(plain.attributeNames()).isEmpty();
    }

    @Test
    void shouldSplit_andNotProtectTheCopiesTwice() throws Exception {
        MailImpl mail = mail(DAVE, ERIN, CAROL);
        SMimeSign sign = us.sign("alreadySigned=wrap");
        SMimeEncrypt encrypt = us.encrypt("onMissingKey=split");

        List<MailImpl> all = through(mail, sign, encrypt);

        assertThat(all).hasSize(2);
        assertThat(all.get(0).getRecipients()).extracting(MailAddress::asString).containsExactly(DAVE, ERIN);
        assertThat(all.get(0).getMessage().getContentType()).startsWith("application/pkcs7-mime");
        assertThat(all.get(1).getRecipients()).extracting(MailAddress::asString).containsExactly(CAROL);
        assertThat(TestMail.text(all.get(1)).split("application/pkcs7-signature;", -1))
                .as("signed once")
                .hasSize(2);
    }

    /** Without the mark, SMimeSign would sign around the encryption. */
    @Test
    void shouldNotSignTheCopyForAHiddenRecipientAgain() throws Exception {
        new TestConf(ours).partners(PKI.good(ERIN));
        MailImpl mail = TestMail.of(TestMail.PLAIN, BOB, DAVE, ERIN);

        List<MailImpl> all = through(mail, us.sign(), us.encrypt());

        assertThat(all)
                .hasSize(2)
                .allSatisfy(
                        copy -> assertThat(copy.getMessage().getContentType()).contains("enveloped-data"));
    }

    @Test
    void shouldKeepCiphertextForOthers_andNotOpenItWhenItComesByAgain() throws Exception {
        MailImpl mail = mail(DAVE);
        us.encrypt().service(mail);
        mail.setRecipients(List.of(new MailAddress(DAVE), new MailAddress(CAROL)));
        SMimeDecryptVerify open = partner.open();
        us = partner;

        List<MailImpl> all = through(mail, open);

        assertThat(all).hasSize(2);
        assertThat(TestMail.text(all.get(0))).contains("Hello Dave.");
        assertThat(attribute(all.get(0), "decryption")).isEqualTo("decrypted");
        assertThat(all.get(1).getRecipients()).extracting(MailAddress::asString).containsExactly(CAROL);
        assertThat(TestMail.text(all.get(1))).doesNotContain("Hello Dave.");
        assertThat(attribute(all.get(1), "decryption")).isEqualTo("no-key");
    }

    @Test
    void shouldSayThatItWasAltered() throws Exception {
        MailImpl signed = mail(DAVE);
        us.sign().service(signed);
        MailImpl altered = TestMail.of(
                TestMail.text(signed).replace("Hello Dave", "Hello Mallory").getBytes(StandardCharsets.ISO_8859_1),
                BOB,
                DAVE);

        partner.open("signature=remove").service(altered);

        assertThat(attribute(altered, "signature")).isEqualTo("fail");
        assertThat(attribute(altered, "reason")).isEqualTo("altered");
        assertThat(body(TestMail.text(altered)))
                .isEqualTo(body(TestMail.text(signed).replace("Hello Dave", "Hello Mallory")));
    }

    @Test
    void shouldPassLargeMail() throws Exception {
        String large = TestMail.PLAIN + "x".repeat(70).concat("\n").repeat(60_000);
        MailImpl mail = TestMail.of(large, BOB, DAVE);

        us.send("profile=partner").service(mail);
        partner.open("signature=remove").service(mail);

        assertThat(attribute(mail, "signature")).isEqualTo("pass");
        assertThat(body(TestMail.text(mail)).equals(body(large.replace("\n", "\r\n"))))
                .isTrue();
    }

    /** Other implementations of Mail keep the message that they are given. */
    @Test
    void shouldWorkOnMailsThatDoNotCopyMessages() throws Exception {
        FakeMail mail = FakeMail.builder()
                .name("fake")
                .sender(BOB)
                .recipient(DAVE)
                .state(Mail.TRANSPORT)
                .mimeMessage(
                        TestMail.message(TestMail.PLAIN.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)))
                .build();

        us.send("profile=partner").service(mail);
        partner.open().service(mail);

        assertThat(attribute(mail, "signature")).isEqualTo("pass");
        assertThat(TestMail.text(mail)).contains("Hello Dave.");
    }

    @Test
    void shouldDisposeWhatItMade() throws Exception {
        SMimeSend send = us.send("profile=partner");
        SMimeDecryptVerify open = partner.open();
        MailImpl mail = mail(DAVE, CAROL);
        int before = LeakAware.REFERENCES_IN_USE.size();

        send.service(mail);
        open.service(mail);

        assertThat(LeakAware.REFERENCES_IN_USE).hasSize(before);
        LifecycleUtil.dispose(mail);
        assertThat(LeakAware.REFERENCES_IN_USE).hasSize(before - 1);
    }

    /** Runs a processor: what is queued for it enters it at its top, as in James. */
    private List<MailImpl> through(MailImpl mail, Mailet... mailets) throws Exception {
        List<MailImpl> done = new ArrayList<>();
        List<MailImpl> waiting = new ArrayList<>(List.of(mail));
        while (!waiting.isEmpty()) {
            MailImpl next = waiting.remove(0);
            us.context.resetSentMails();
            for (Mailet mailet : mailets) {
                mailet.service(next);
                assertThat(next.getState()).isEqualTo(Mail.TRANSPORT);
            }
            done.add(next);
            for (SentMail sent : us.context.getSentMails()) {
                waiting.add(queued(sent));
            }
        }
        return done;
    }

    private static MailImpl queued(SentMail sent) throws Exception {
        MailImpl.Builder mail = MailImpl.builder()
                .name("copy")
                .sender(sent.getSender())
                .addRecipients(sent.getRecipients())
                .state(sent.getState())
                .mimeMessage(sent.getMsg());
        sent.getAttributes().values().forEach(mail::addAttribute);
        return mail.build();
    }

    private static MailImpl mail(String... recipients) {
        String to = String.join(", ", recipients);
        return TestMail.of(TestMail.PLAIN.replace(DAVE, to), BOB, recipients);
    }

    private static Object attribute(Mail mail, String name) {
        return mail.getAttribute(AttributeName.of("org.smimegate." + name))
                .map(Attribute::getValue)
                .orElseThrow(() -> new AssertionError(name + " is not set"))
                .value();
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n"));
    }
}
