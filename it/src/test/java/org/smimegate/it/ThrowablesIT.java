package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.ExtensionJar;
import org.smimegate.it.harness.JamesSetup;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/**
 * Every mailet is hit by every kind of Throwable more often than there are spooler threads, in a real server. No mail
 * is lost, none leaves in clear, nobody outside reads a cause, and the server goes on.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThrowablesIT {
    private static final int THREADS = 2;
    private static final int ROUNDS = 2 * THREADS;
    private static final int KINDS = 6;
    private static final List<String> OUTBOUND = List.of("sign", "encrypt", "send");
    private static final List<String> INBOUND = List.of("open", "open-and-close");

    private static final String BOB = "bob@a.example";
    private static final String CAROL = "carol@b.example";
    private static final String STRANGER = "eve@elsewhere.example";
    private static final String SECRET = "the confidential figures";

    private static final Pattern MESSAGE_ID = Pattern.compile("(?mi)^Message-ID: *<([^>]*@test.example)>");

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation a;

    @BeforeAll
    static void start() {
        TestPki partner = TestPki.of("b.example");
        sink = SmtpSink.start();
        a = new Organisation(folder, "a.example")
                .user("bob")
                .trust("b.example", partner)
                .partnerCertificate("b.example", partner.domain("b.example"))
                .partnerDomain("b.example")
                .nextHop(sink.port());
        breakable(a.setup());
        a.start();
    }

    /** Mailets on an engine that breaks down on demand, and beside them the leaks that the checks must find. */
    private static void breakable(JamesSetup setup) {
        setup.extension(ExtensionJar.ofUnloaded(
                folder.resolve("faults.jar"),
                "org.smimegate.it.mailets",
                "Faults",
                "FaultyOutbound",
                "FaultyInbound",
                "FaultySign",
                "FaultyEncrypt",
                "FaultySend",
                "FaultyOpen",
                "Leaky"));
        setup.edit(
                "mailetcontainer.xml",
                text -> text.replace("<threads>8<", "<threads>" + THREADS + "<")
                        .replace("org.smimegate.mailets.SMimeSign", "org.smimegate.it.mailets.FaultySign")
                        .replace("org.smimegate.mailets.SMimeEncrypt", "org.smimegate.it.mailets.FaultyEncrypt")
                        .replace("org.smimegate.mailets.SMimeSend", "org.smimegate.it.mailets.FaultySend")
                        .replace("org.smimegate.mailets.SMimeDecryptVerify", "org.smimegate.it.mailets.FaultyOpen"));
        setup.replace("mailetcontainer.xml", "<processor state=\"outbound\" enableJmx=\"false\">", """
                <processor state="leaky-bounce" enableJmx="false">
                  <mailet match="All" class="Bounce"/>
                </processor>
                <processor state="outbound" enableJmx="false">
                  <mailet match="RecipientIs=leak@b.example" class="org.smimegate.it.mailets.Leaky">
                    <onMailetException>leaky-bounce</onMailetException>
                  </mailet>
                """);
    }

    @AfterAll
    static void stop() {
        a.close();
        sink.close();
    }

    /** Otherwise the tests below would prove nothing. */
    @Test
    @Order(1)
    void shouldSeePlantedLeaks() {
        a.send(BOB, "leak@b.example", mail("leak", "", "none 0"));
        a.send(BOB, "open@elsewhere.example", mail("in-clear", "", "none 0"));

        assertThat(Leaks.causes(a.inbox(BOB).awaitOne().text()))
                .contains("planted", "java.lang.IllegalStateException", "1.2.840.113549.1.7.3")
                .anyMatch(trace -> trace.startsWith("at org.smimegate."));
        assertThat(Leaks.readable(sink.awaitOne().mail(), SECRET)).isTrue();
    }

    @Test
    @Order(2)
    void shouldLoseAndLeakNothing_whenMailetsThrow() throws IOException {
        int before = a.inbox(BOB).mails().size();
        sink.clear();
        List<String> replies = new ArrayList<>();
        TreeSet<String> bounced = new TreeSet<>();
        TreeSet<String> quarantined = new TreeSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int kind = 0; kind < KINDS; kind++) {
                for (String place : OUTBOUND) {
                    String id = place + "-" + kind + "-" + round;
                    String subject = place.equals("send") ? "[secure] " : "";
                    replies.add(a.trySend(BOB, CAROL, mail(id, subject, place + " " + kind))
                            .text());
                    bounced.add(id);
                }
                for (String place : INBOUND) {
                    String id = place + "-" + kind + "-" + round;
                    a.receive(STRANGER, BOB, mail(id, "", place + " " + kind));
                    quarantined.add(id);
                }
            }
        }

        List<RawMail> bounces = a.inbox(BOB).await(before + bounced.size()).stream()
                .skip(before)
                .toList();
        List<RawMail> kept = a.quarantine().await(quarantined.size());

        assertThat(sink.received()).isEmpty();
        assertThat(ids(bounces)).containsExactlyElementsOf(bounced);
        assertThat(ids(kept)).containsExactlyElementsOf(quarantined);
        assertThat(a.james().admin().repositories().values().stream()
                        .mapToInt(n -> n)
                        .sum())
                .isEqualTo(quarantined.size());
        assertThat(struck()).isEqualTo((OUTBOUND.size() + 1) * KINDS * ROUNDS + 2 * KINDS * ROUNDS);
        assertThat(bounces)
                .allSatisfy(bounce -> assertThat(Leaks.causes(bounce.text())).isEmpty())
                .noneMatch(bounce -> Leaks.readable(bounce, SECRET));
        assertThat(replies).allSatisfy(reply -> assertThat(Leaks.causes(reply)).isEmpty());
    }

    @Test
    @Order(3)
    void shouldStillWork() {
        sink.clear();
        a.send(BOB, CAROL, mail("good-1", "", "none 0"));
        a.send(BOB, CAROL, mail("good-2", "[secure] ", "none 0"));
        a.receive(STRANGER, "bob@a.example", mail("good-3", "", "none 0"));

        assertThat(sink.await(2))
                .allSatisfy(received -> assertThat(
                                received.mail().header("Content-Type").orElse(""))
                        .contains("smime-type=enveloped-data"))
                .noneMatch(received -> Leaks.readable(received.mail(), SECRET));
        assertThat(a.inbox(BOB).await(1 + OUTBOUND.size() * KINDS * ROUNDS + 1))
                .anyMatch(mail -> mail.text().contains("<good-3@test.example>"));
    }

    private static int struck() {
        return Math.toIntExact(a.james()
                .log()
                .lines()
                .filter(line -> line.startsWith("struck: "))
                .count());
    }

    /** Of the messages, or of those that bounces are about. */
    private static List<String> ids(List<RawMail> mails) {
        return mails.stream()
                .map(mail -> MESSAGE_ID.matcher(mail.text()).results().map(ThrowablesIT::id))
                .flatMap(Stream::distinct)
                .sorted()
                .toList();
    }

    private static String id(MatchResult match) {
        return match.group(1).replace("@test.example", "");
    }

    private static RawMail mail(String id, String subject, String fault) {
        return RawMail.of("""
                From: Bob <bob@a.example>
                To: carol@b.example
                Subject: %sfigures
                Message-ID: <%s@test.example>
                X-Fault: %s
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                %s
                """.formatted(subject, id, fault, SECRET));
    }
}
