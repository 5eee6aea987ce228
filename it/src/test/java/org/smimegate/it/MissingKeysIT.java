package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.ExtensionJar;
import org.smimegate.it.harness.JamesSetup;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.Waits;

/** What leaves when keys are missing or cannot be looked up: each action in a real server, judged at the next hop. */
class MissingKeysIT {
    private static final List<String> ACTIONS = List.of("bounce", "drop", "split", "clear", "no-key");

    private static final String BOB = "bob@a.example";
    private static final String CAROL = "carol@b.example";
    private static final String DAVE = "dave@b.example";
    private static final String FRANK = "frank@nokey.example";
    private static final String SECRET = "the confidential figures";

    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final TestIdentity CAROLS = PARTNER.good(CAROL);
    private static final TestIdentity DAVES = PARTNER.good(DAVE);

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation a;

    @BeforeAll
    static void start() {
        sink = SmtpSink.start();
        a = new Organisation(folder, "a.example")
                .user("bob")
                .trust("b.example", PARTNER)
                .partnerCertificate("carol", CAROLS)
                .partnerCertificate("dave", DAVES)
                .nextHop(sink.port());
        actions(a.setup());
        looseSubmission(a.setup());
        a.start();
    }

    /** The subject chooses the action. A subject of "profile" is for SMimeSend. */
    private static void actions(JamesSetup setup) {
        setup.extension(
                ExtensionJar.ofUnloaded(folder.resolve("outage.jar"), "org.smimegate.it.mailets", "OutageEncrypt"));
        setup.replace("smime.xml", "<profile name=\"signed\" mode=\"sign\"/>", """
                <profile name="split" mode="sign-encrypt" onMissingKey="split"/>
                <profile name="signed" mode="sign"/>""");
        StringBuilder ways = new StringBuilder();
        StringBuilder processors = new StringBuilder();
        ACTIONS.forEach(action -> {
            ways.append(way(action));
            processors.append(processor(action, """
                    <mailet match="All" class="org.smimegate.it.mailets.OutageEncrypt">
                      <onMissingKey>%s</onMissingKey>
                    </mailet>
                    """.formatted(action)));
        });
        ways.append(way("profile"));
        processors.append(processor("profile", """
                <mailet match="All" class="org.smimegate.mailets.SMimeSend"><profile>split</profile></mailet>
                """));
        String outbound = "<processor state=\"outbound\" enableJmx=\"false\">";
        setup.replace("mailetcontainer.xml", outbound, processors + """
                <processor state="no-key" enableJmx="false">
                  <mailet match="All" class="ToRepository">
                    <repositoryPath>memory://var/mail/no-key/</repositoryPath>
                  </mailet>
                </processor>
                """ + outbound + ways);
    }

    /** Lets users ask for the whole message in bounces, and hand in mail without a sender, as some programs do. */
    private static void looseSubmission(JamesSetup setup) {
        setup.replace("smtpserver.xml", "<verifyIdentity>true<", "<verifyIdentity>false<");
        setup.replace(
                "smtpserver.xml",
                "<handler class=\"org.apache.james.smtpserver.CoreCmdHandlerLoader\"/>",
                Stream.of("CoreCmdHandlerLoader", "dsn.DSNEhloHook", "dsn.DSNMailParameterHook", "dsn.DSNMessageHook")
                        .map(name -> "<handler class=\"org.apache.james.smtpserver." + name + "\"/>")
                        .collect(Collectors.joining()));
    }

    private static String way(String action) {
        return """
                <mailet match="SubjectStartsWith=%1$s" class="ToProcessor"><processor>act-%1$s</processor></mailet>
                """.formatted(action);
    }

    private static String processor(String action, String mailet) {
        return """
                <processor state="act-%s" enableJmx="false">
                  %s
                  <mailet match="All" class="ToProcessor"><processor>relay</processor></mailet>
                </processor>
                """.formatted(action, mailet);
    }

    @AfterAll
    static void stop() {
        a.close();
        sink.close();
    }

    @BeforeEach
    void clear() {
        sink.clear();
    }

    @Test
    void shouldBounceTheWholeMessage_whenTheActionIsBounce() {
        a.send(BOB, List.of(CAROL, FRANK), mail("bounce whole", CAROL + ", " + FRANK));

        RawMail bounce = bounceOf("bounce whole");
        assertThat(sink.received()).isEmpty();
        assertThat(bounce.text())
                .contains(CAROL, FRANK, "5.7.5", "could not be signed or encrypted")
                .doesNotContain(SECRET);
        assertThat(Leaks.readable(bounce, SECRET)).isFalse();
        assertThat(Leaks.causes(bounce.text())).isEmpty();
    }

    @Test
    void shouldBounceHeadersOnly_whenTheSenderAskedForEverything() {
        a.james().submission(587, BOB).mailParameter("RET=FULL").send(BOB, FRANK, mail("bounce full", FRANK));

        RawMail bounce = bounceOf("bounce full");
        assertThat(bounce.text()).contains("Message-ID: <bounce.full@test.example>");
        assertThat(Leaks.readable(bounce, SECRET)).isFalse();
        assertThat(sink.received()).isEmpty();
    }

    @Test
    void shouldDropTheWholeMessage_whenTheActionIsDrop() {
        a.send(BOB, List.of(CAROL, FRANK), mail("drop whole", CAROL + ", " + FRANK));
        a.james().awaitLog("no key of frank@nokey.example, so drop");
        a.send(BOB, CAROL, mail("drop none", CAROL));

        assertEncrypted(sink.awaitOne(), CAROL);
        assertThat(a.inbox(BOB).mails()).noneMatch(mail -> mail.text().contains("drop whole"));
        assertThat(a.errors().mails()).noneMatch(mail -> mail.text().contains("drop whole"));
    }

    @Test
    void shouldEncryptWhereItCan_whenTheActionIsSplit() {
        a.send(BOB, List.of(CAROL, FRANK), mail("split", CAROL + ", " + FRANK));

        List<SmtpSink.Received> received = sink.await(2);
        assertEncrypted(to(CAROL, received), CAROL);
        SmtpSink.Received inClear = to(FRANK, received);
        assertThat(inClear.to()).containsExactly(FRANK);
        assertThat(inClear.mail().bodyText()).isEqualTo(SECRET + "\r\n");
        assertThat(a.james().log()).contains("no key of frank@nokey.example, so split");
    }

    @Test
    void shouldSendInClearToAll_whenTheActionIsClear() {
        a.send(BOB, List.of(CAROL, FRANK), mail("clear", CAROL + ", " + FRANK));

        SmtpSink.Received received = sink.awaitOne();
        assertThat(received.to()).containsExactlyInAnyOrder(CAROL, FRANK);
        assertThat(received.mail().bodyText()).isEqualTo(SECRET + "\r\n");
        assertThat(a.james().log()).contains("no key of frank@nokey.example, so clear");
    }

    @Test
    void shouldEncrypt_whenTheActionIsClearAndNoKeyIsMissing() {
        a.send(BOB, CAROL, mail("clear not needed", CAROL));

        assertEncrypted(sink.awaitOne(), CAROL);
    }

    @Test
    void shouldSendTheOthersToAProcessor_whenTheActionNamesOne() {
        a.send(BOB, List.of(CAROL, FRANK), mail("no-key", CAROL + ", " + FRANK));

        assertThat(a.james().repository("var/mail/no-key").awaitOne().bodyText())
                .isEqualTo(SECRET + "\r\n");
        assertEncrypted(sink.awaitOne(), CAROL);
    }

    @Test
    void shouldSignTheCopyInClear_whenTheProfileSigns() {
        a.send(BOB, List.of(CAROL, FRANK), mail("profile", CAROL + ", " + FRANK));

        List<SmtpSink.Received> received = sink.await(2);
        assertEncrypted(to(CAROL, received), CAROL);
        SmtpSink.Received inClear = to(FRANK, received);
        assertThat(inClear.to()).containsExactly(FRANK);
        assertThat(inClear.mail().header("Content-Type").orElse("")).startsWith("multipart/signed");
    }

    @Test
    void shouldShareOneObject_whenAllRecipientsAreVisible() throws IOException {
        a.send(BOB, List.of(CAROL, DAVE), mail("bounce visible", CAROL + ", " + DAVE));

        SmtpSink.Received received = sink.awaitOne();
        assertThat(received.to()).containsExactlyInAnyOrder(CAROL, DAVE);
        assertThat(recipientInfos(received.mail())).isEqualTo(2);
    }

    @Test
    void shouldGiveAnObjectOfTheirOwn_whenRecipientsStandInTheEnvelopeOnly() throws IOException {
        a.send(BOB, List.of(CAROL, DAVE), mail("bounce hidden", CAROL));

        List<SmtpSink.Received> received = sink.await(2);
        assertThat(recipientInfos(to(CAROL, received).mail())).isEqualTo(1);
        assertThat(recipientInfos(to(DAVE, received).mail())).isEqualTo(1);
        assertThat(to(CAROL, received).to()).containsExactly(CAROL);
        assertThat(opened(to(CAROL, received).mail(), CAROLS)).contains(SECRET);
        assertThat(opened(to(DAVE, received).mail(), DAVES)).contains(SECRET);
    }

    @Test
    void shouldKeepTheMailInTheErrorRepository_whenItHasNoSender() {
        a.james().submission(587, BOB).send("", FRANK, mail("bounce nobody", FRANK));

        assertThat(a.errors().await("bounce nobody").bodyText()).isEqualTo(SECRET + "\r\n");
        assertThat(sink.received()).isEmpty();
    }

    @Test
    void shouldWaitAndThenEncrypt_whenADirectoryIsDown() throws IOException {
        Path outage = Files.createFile(a.james().folder().resolve("outage"));
        try {
            for (String action : ACTIONS) {
                a.send(BOB, List.of(CAROL), mail(action + " later", CAROL));
            }
            a.send(BOB, List.of(CAROL, FRANK), mail("clear later too", CAROL));
            awaitDelayed("PT1M", 6);
            a.james().admin().deliverNow();
            awaitDelayed("PT2M", 6);
            assertThat(sink.received()).isEmpty();
        } finally {
            Files.delete(outage);
        }

        a.james().admin().deliverNow();
        List<SmtpSink.Received> received = sink.await(6);
        assertThat(received.stream().map(SmtpSink.Received::mail).filter(MissingKeysIT::encrypted))
                .hasSize(5);
        assertThat(received.stream().filter(mail -> !encrypted(mail.mail())))
                .singleElement()
                .satisfies(mail -> assertThat(mail.mail().subject()).contains("clear later too"));
    }

    private static void awaitDelayed(String delay, int mails) {
        String line = "tried again in " + delay;
        Awaitility.await(line)
                .atMost(Waits.MAIL)
                .until(() ->
                        a.james().log().lines().filter(l -> l.contains(line)).count() == mails);
    }

    /** The bounce that quotes this subject. */
    private static RawMail bounceOf(String subject) {
        return a.inbox(BOB).await("Not sent: " + subject);
    }

    private static SmtpSink.Received to(String recipient, List<SmtpSink.Received> received) {
        return received.stream()
                .filter(mail -> mail.to().contains(recipient))
                .findFirst()
                .orElseThrow();
    }

    private static void assertEncrypted(SmtpSink.Received received, String recipient) {
        assertThat(received.to()).containsExactly(recipient);
        assertThat(encrypted(received.mail())).isTrue();
        assertThat(Leaks.readable(received.mail(), SECRET)).isFalse();
    }

    private static boolean encrypted(RawMail mail) {
        return mail.header("Content-Type").orElse("").contains("smime-type=enveloped-data");
    }

    /** How many keys can open it, as a foreign tool counts. */
    private static long recipientInfos(RawMail mail) throws IOException {
        byte[] printed = openSsl().cmsOutput(mail.bytes(), "-inform", "SMIME", "-cmsout", "-print", "-noout");
        return new String(printed, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("d.ktri:"))
                .count();
    }

    private static String opened(RawMail mail, TestIdentity who) throws IOException {
        OpenSsl openSsl = openSsl();
        byte[] text = openSsl.cmsOutput(
                mail.bytes(), "-decrypt", "-recip", openSsl.certificate(who), "-inkey", openSsl.key(who));
        return new String(text, StandardCharsets.UTF_8);
    }

    private static OpenSsl openSsl() throws IOException {
        return OpenSsl.in(Files.createTempDirectory(folder, "openssl"));
    }

    private static RawMail mail(String subject, String to) {
        return RawMail.of("""
                From: Bob <bob@a.example>
                To: %s
                Subject: %s
                Message-ID: <%s@test.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                %s
                """.formatted(to, subject, subject.replace(' ', '.'), SECRET));
    }
}
