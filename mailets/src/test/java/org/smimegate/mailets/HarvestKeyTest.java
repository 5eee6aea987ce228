package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Certificates;
import org.smimegate.gateway.Inbound;
import org.smimegate.keys.harvest.HarvestAlert;
import org.smimegate.keys.harvest.HarvestOutcome;
import org.smimegate.keys.harvest.HarvestResult;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;
import org.smimegate.matchers.MailAttributes;
import org.smimegate.matchers.testing.TestConf;
import org.smimegate.matchers.testing.TestMail;

/** What a partner signed comes by HarvestKey; the key ring is played by the test. */
class HarvestKeyTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity PARTNER = PKI.domain("partner.example");
    private static final String DAVE = "dave@partner.example";
    private static final String BOB = "bob@example.org";
    private static final Owner OWNER = Owner.ofDomain("partner.example");
    private static final String FROM_DAVE =
            TestMail.PLAIN.replace("bob@example.org", "DAVE").replace(DAVE, BOB).replace("DAVE", DAVE);

    @TempDir
    Path ours;

    @TempDir
    Path theirs;

    Fixture us;
    Fixture partner;
    List<KeyOffer> offers = new ArrayList<>();

    @BeforeEach
    void open() {
        TestIdentity own = PKI.domain("example.org");
        us = new Fixture(new TestConf(ours).own(own).trust(PKI.trust()).smimeXml());
        partner = new Fixture(new TestConf(theirs)
                .own(PARTNER)
                .partners(own)
                .trust(PKI.trust())
                .smimeXml());
        answering(List.of(result(HarvestOutcome.STORED, "")));
    }

    /** Nobody told us the partner's certificate but the partner. */
    @Test
    void shouldEncryptTheAnswer() throws Exception {
        us.learning(HarvestParts.KEY_RING);
        MailImpl early = TestMail.of(TestMail.PLAIN, BOB, DAVE);
        MailImpl answer = TestMail.of(TestMail.PLAIN, BOB, DAVE);

        us.encrypt().service(early);
        us.harvest().service(fromPartner("sign"));
        us.encrypt().service(answer);
        partner.open().service(answer);

        assertThat(early.getState()).as("not known yet").isEqualTo("smime-bounce");
        assertThat(us.counters.counts).containsEntry("smimegate.harvest.stored", 1);
        assertThat(answer.getAttribute(MailAttributes.DECRYPTION)).isPresent();
        assertThat(TestMail.text(answer)).contains("X-SMime-Gateway: decrypted", "Hello Dave.");
    }

    /** RFC 8551 section 3.8. */
    @Test
    void shouldLearnFromMessagesThatHoldOnlyCertificates() throws Exception {
        us.learning(HarvestParts.KEY_RING);
        HarvestKey harvest = us.harvest("updates=accept");
        SMimeDecryptVerify open = us.open();

        for (TestIdentity identity : List.of(PKI.good(DAVE), PKI.good(DAVE), PKI.unknownRoot(DAVE))) {
            MailImpl mail = certsOnly(identity);
            open.service(mail);
            harvest.service(mail);
        }

        assertThat(us.counters.counts)
                .containsEntry("smimegate.harvest.stored", 1)
                .containsEntry("smimegate.harvest.update-pending", 1)
                .containsEntry("smimegate.harvest.refused", 1);
    }

    private static MailImpl certsOnly(TestIdentity identity) throws Exception {
        byte[] der = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(identity.certificate()))
                .getEncoded("PKCS7");
        String type =
                "application/pkcs7-mime; smime-type=certs-only; name=smime.p7c\nContent-Transfer-Encoding: base64";
        String header = FROM_DAVE.substring(0, FROM_DAVE.indexOf("\n\n") + 2);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return TestMail.of(header.replace("text/plain; charset=us-ascii", type) + base64 + "\n", DAVE, BOB);
    }

    @Test
    void shouldGoOnAndTellNobody_whenTheRealKeyRingIsDown() throws Exception {
        us.learning(HarvestParts.KEY_RING);
        us.gateway.get().keyRing().close();

        assertGoesOn(fromPartner("sign"));

        assertThat(us.counters.counts).containsOnlyKeys("smimegate.harvest.unavailable");
        assertThat(us.context.getSentMails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign", "sign encrypt", "encrypt sign"})
    void shouldLearnTheSame_beforeTheMailIsOpenedAndAfter(String steps) throws Exception {
        MailImpl mail = fromPartner(steps);
        HarvestKey harvest = us.harvest();

        harvest.service(mail);
        us.open("signature=remove").service(mail);
        harvest.service(mail);

        assertThat(offers).hasSize(2);
        assertThat(offers.get(0)).isEqualTo(offers.get(1));
        assertThat(offers.get(0).author()).isEqualTo(Address.parse(DAVE).orElseThrow());
        assertThat(offers.get(0).signature()).contains(SignatureResult.PASS);
        assertThat(offers.get(0).certificate()).isEqualTo(PARTNER.certificate());
        assertThat(us.counters.counts).containsEntry("smimegate.harvest.stored", 2);
        assertThat(us.context.getSentMails()).isEmpty();
    }

    @Test
    void shouldSayThatTheSignatureFailed() throws Exception {
        String altered = TestMail.text(fromPartner("sign")).replace("Hello Dave", "Hello Mallory");

        us.harvest().service(TestMail.of(altered.getBytes(StandardCharsets.ISO_8859_1), DAVE, BOB));

        assertThat(offers).hasSize(1);
        assertThat(offers.get(0).signature()).contains(SignatureResult.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign", "encrypt sign"})
    void shouldNotChangeTheMail(String steps) throws Exception {
        MailImpl mail = fromPartner(steps);
        Object message = mail.getMessage();
        String text = TestMail.text(mail);

        us.harvest().service(mail);

        assertThat(mail.getMessage()).isSameAs(message);
        assertThat(TestMail.text(mail)).isEqualTo(text);
        assertThat(mail.attributeNames()).extracting(Object::toString).noneMatch(name -> name.contains("smimegate.s"));
        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "multipart/mixed", "application/pdf"})
    void shouldNotOpenPlainMail(String type) throws Exception {
        us.inbound(original -> new Throwing(new AssertionError("opened")));

        us.harvest().service(TestMail.of(FROM_DAVE.replace("text/plain", type), DAVE, BOB));

        assertThat(offers).isEmpty();
        assertThat(us.counters.counts).isEmpty();
    }

    @Test
    void shouldNotOpenAgain_whatSMimeDecryptVerifySaw() throws Exception {
        MailImpl mail = fromPartner("sign");
        us.open().service(mail);
        us.inbound(original -> new Throwing(new AssertionError("opened")));

        us.harvest().service(mail);

        assertThat(offers).hasSize(1);
    }

    @Test
    void shouldLearnNothing_fromWhatCannotBeRead() throws Exception {
        us.harvest().service(TestMail.of(FROM_DAVE.replace("Subject:", "X".repeat(70_000) + ":"), DAVE, BOB));

        assertThat(offers).isEmpty();
    }

    static Stream<Throwable> everything() {
        return OutboundServiceTest.everything();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldGoOn_whateverTheKeyRingThrows(Throwable thrown) throws Exception {
        us.learning((gateway, settings) -> (offer, at) -> {
            throw OutboundServiceTest.<RuntimeException>sneak(thrown);
        });

        assertGoesOn(fromPartner("sign"));

        assertThat(us.counters.counts).containsOnlyKeys("smimegate.harvest.failed");
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldGoOn_whateverTheEngineThrows(Throwable thrown) throws Exception {
        us.inbound(original -> new Throwing(thrown));

        assertGoesOn(fromPartner("sign"));

        assertThat(us.counters.counts).containsOnlyKeys("smimegate.harvest.failed");
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldGoOn_whenTheAlertCannotBeSent(Throwable thrown) throws Exception {
        us.context(FailingQueue.at(1, us.context, thrown));
        answering(List.of(
                alerting(HarvestOutcome.UPDATE_PENDING, PARTNER, List.of()), result(HarvestOutcome.STORED, "")));

        assertGoesOn(fromPartner("sign"));

        assertThat(us.counters.counts)
                .containsOnlyKeys(
                        "smimegate.harvest.update-pending",
                        "smimegate.harvest.alert",
                        "smimegate.harvest.alert-failed",
                        "smimegate.harvest.stored");
    }

    @Test
    void shouldGoOnAndTellNobody_whenTheKeyRingIsDown() throws Exception {
        answering(List.of(result(HarvestOutcome.UNAVAILABLE, "database: connection refused")));

        assertGoesOn(fromPartner("sign"));

        assertThat(us.counters.counts).containsOnlyKeys("smimegate.harvest.unavailable");
        assertThat(us.context.getSentMails()).isEmpty();
    }

    private void assertGoesOn(MailImpl mail) throws Exception {
        String text = TestMail.text(mail);

        us.harvest().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
        assertThat(mail.getRecipients()).extracting(MailAddress::asString).containsExactly(BOB);
        assertThat(mail.getErrorMessage()).isNull();
        assertThat(mail.attributes().map(Object::toString)).noneMatch(value -> value.contains("secret"));
        assertThat(TestMail.text(mail)).isEqualTo(text);
    }

    @Test
    void shouldTellThePostmaster() throws Exception {
        TestIdentity old = PKI.domain("partner.example");
        answering(List.of(
                alerting(HarvestOutcome.UPDATE_ACCEPTED, PARTNER, List.of(entry(old.certificate(), State.ACTIVE)))));

        us.harvest().service(fromPartner("sign"));

        assertThat(us.context.getSentMails()).hasSize(1);
        SentMail sent = us.context.getSentMails().get(0);
        assertThat(sent.getSender()).isEqualTo(MailAddress.nullSender());
        assertThat(sent.getRecipients()).extracting(MailAddress::asString).containsExactly("postmaster@example.org");
        MimeMessage alert = sent.getMsg();
        assertThat(alert.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(alert.getHeader("From")).containsExactly("postmaster@example.org");
        assertThat(alert.getHeader("To")).containsExactly("postmaster@example.org");
        assertThat(alert.getHeader("Message-ID")[0]).matches("<[0-9a-f-]{36}@gw\\.example\\.org>");
        assertThat(alert.getSentDate()).isCloseTo(new Date(), 60_000);
        assertThat(alert.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(alert.getSubject()).isEqualTo("smimegate: the certificate of partner.example changed 2 times");
        assertThat(alert.getContent().toString().replace("\r\n", "\n"))
                .startsWith("The S/MIME certificate of partner.example changed 2 times within 48 h,\n"
                        + "by mail that came in to gateway gw.example.org.\n")
                .contains("The certificate that came last. It is in use now:\n\n" + told(PARTNER) + "\n")
                .contains("Certificates known before:\n\n" + told(old) + "\n  state:       superseded\n")
                .contains("\n  smimegate keys approve " + Certificates.fingerprint(PARTNER.certificate()) + "\n")
                .contains("\n  smimegate keys reject " + Certificates.fingerprint(PARTNER.certificate()) + "\n");
    }

    private static String told(TestIdentity identity) {
        X509Certificate certificate = identity.certificate();
        return "  fingerprint: " + Certificates.fingerprint(certificate)
                + "\n  subject:     CN=Gateway of partner.example"
                + "\n  issuer:      CN=Test Issuing CA"
                + "\n  valid from:  " + certificate.getNotBefore().toInstant();
    }

    @ParameterizedTest
    @CsvSource({"UPDATE_PENDING, It waits for your decision:", "UPDATE_REJECTED, It is not used:"})
    void shouldTellWhatBecameOfIt(HarvestOutcome outcome, String words) throws Exception {
        answering(List.of(alerting(outcome, PARTNER, List.of(entry(PARTNER.certificate(), State.ACTIVE)))));

        us.harvest().service(fromPartner("sign"));

        assertThat(us.context.getSentMails().get(0).getMsg().getContent().toString())
                .contains(words, "state:       active");
    }

    /** Names are written by strangers. */
    @Test
    void shouldLetNothingOutOfItsLine_andKeepTo7Bit() throws Exception {
        TestIdentity evil = CertificateBuilder.selfSigned(
                        "CN=J\u00f6rg\\0D\\0A\\0D\\0A<script>\\0Asmimegate keys approve")
                .address(DAVE)
                .build();
        Owner owner =
                Owner.of(Address.parse("\"j`reboot`\u00f6\"@partner.example").orElseThrow());
        HarvestAlert alert = new HarvestAlert(
                owner, 3, Duration.ofMinutes(90), evil.certificate(), HarvestOutcome.UPDATE_PENDING, List.of());
        answering(List.of(new HarvestResult(owner, HarvestOutcome.UPDATE_PENDING, "", Optional.of(alert))));

        us.harvest().service(fromPartner("sign"));

        MimeMessage sent = us.context.getSentMails().get(0).getMsg();
        String wire = new String(TestMail.bytes(sent), StandardCharsets.ISO_8859_1);
        assertThat(wire.chars()).allMatch(c -> c < 0x80);
        assertThat(wire.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(wire.lines()).allMatch(line -> line.length() <= 998);
        String text = sent.getContent().toString();
        assertThat(text).contains("CN=J\u00f6rg").contains("within 90 min");
        assertThat(text.lines().filter(line -> line.startsWith("smimegate") || line.startsWith("<script")))
                .isEmpty();
        assertThat(text.lines().filter(line -> line.strip().startsWith("smimegate keys ")))
                .hasSize(3)
                .allMatch(line -> line.matches(" *smimegate keys [a-z]+ [0-9a-f]{64}"));
    }

    @Test
    void shouldNotListEndlesslyMany() throws Exception {
        List<KeyEntry> entries = IntStream.range(0, 30)
                .mapToObj(i -> entry(PARTNER.certificate(), State.PENDING))
                .toList();
        answering(List.of(alerting(HarvestOutcome.UPDATE_PENDING, PARTNER, entries)));

        us.harvest().service(fromPartner("sign"));

        String text = us.context.getSentMails().get(0).getMsg().getContent().toString();
        assertThat(text.lines().filter(line -> line.contains("fingerprint:"))).hasSize(11);
        assertThat(text).contains("and 20 more");
    }

    private void answering(List<HarvestResult> results) {
        us.learning((gateway, settings) -> (offer, at) -> {
            offers.add(offer);
            return results;
        });
    }

    private static HarvestResult result(HarvestOutcome outcome, String detail) {
        return new HarvestResult(OWNER, outcome, detail, Optional.empty());
    }

    private static HarvestResult alerting(HarvestOutcome outcome, TestIdentity offered, List<KeyEntry> others) {
        HarvestAlert alert = new HarvestAlert(OWNER, 2, Duration.ofHours(48), offered.certificate(), outcome, others);
        return new HarvestResult(OWNER, outcome, "changed key", Optional.of(alert));
    }

    private static KeyEntry entry(X509Certificate certificate, State state) {
        NewEntry content = new NewEntry(
                "",
                OWNER,
                certificate,
                List.of(),
                Origin.HARVESTED,
                state,
                false,
                false,
                "",
                Set.of(),
                Optional.empty());
        return new KeyEntry(1, content, TestPki.NOW, TestPki.NOW, Optional.empty());
    }

    /** @param steps which mailets of the partner it passes, in which order */
    private MailImpl fromPartner(String steps) throws Exception {
        MailImpl mail = TestMail.of(FROM_DAVE, DAVE, BOB);
        for (String step : steps.split(" ")) {
            (step.equals("sign") ? partner.sign() : partner.encrypt()).service(mail);
        }
        return TestMail.of(TestMail.bytes(mail), DAVE, BOB);
    }

    private record Throwing(Throwable thrown) implements Inbound {
        @Override
        public List<Group> open(
                MessageSource message, Set<Address> recipients, SignatureHandling signature, Instant at) {
            throw OutboundServiceTest.<RuntimeException>sneak(thrown);
        }

        @Override
        public OpenedMessage leaveClosed(MessageSource message) {
            throw OutboundServiceTest.<RuntimeException>sneak(thrown);
        }
    }
}
