package org.smimegate.it.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.Project;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/**
 * Whatever is thrown inside our mailets, more often than there are spooler threads: every mail ends where it should, nobody
 * outside reads a cause, and the server goes on.
 */
class FaultsIT {
    private static final List<String> FAULTS =
            List.of("IO", "RUNTIME", "ASSERTION", "STACK_OVERFLOW", "NO_SUCH_METHOD", "NO_CLASS", "OUT_OF_MEMORY");

    /** Twice for each thread, of each kind. */
    private static final int THREADS = 2;

    private static final int TIMES = 2 * THREADS;

    private static final String BOB = "bob@a.example";
    private static final String PARTNER = "dave@partner.example";

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation server;

    @BeforeAll
    static void start() {
        sink = SmtpSink.start();
        server = new Organisation(folder, "a.example").user("bob").nextHop(sink.port());
        server.partnerCertificate("partner", server.pki().domain("partner.example"))
                .trust("a.example", server.pki());
        server.setup()
                .extension(Project.faults())
                .replace("mailetcontainer.xml", "<threads>8</threads>", "<threads>" + THREADS + "</threads>")
                .edit("mailetcontainer.xml", FaultsIT::faulty);
        server.start();
    }

    private static String faulty(String conf) {
        return conf.replaceAll(
                "org\\.smimegate\\.mailets\\.(SMimeSign|SMimeEncrypt|SMimeDecryptVerify)\"",
                "org.smimegate.mailets.testing.Faulty$1\"");
    }

    @AfterAll
    static void stop() {
        server.close();
        sink.close();
    }

    @BeforeEach
    void clear() {
        server.james().clear();
        sink.clear();
    }

    @Test
    void shouldBounceEveryMailWithoutACause_whateverIsThrownOutbound() {
        List<RawMail> sent = faults();

        sent.forEach(mail -> server.send(BOB, PARTNER, mail));

        List<RawMail> bounces = server.inbox(BOB).await(sent.size());
        assertThat(bounces)
                .allSatisfy(bounce -> assertThat(bounce.text())
                        .contains("could not be signed or encrypted")
                        .doesNotContain("text of an exception", "Exception", "java.lang", "the confidential figures"));
        assertThat(sink.received()).isEmpty();
        assertInRepositories(0);

        server.send(BOB, PARTNER, mail(""));
        assertThat(sink.awaitOne().mail().text())
                .contains("smime-type=enveloped-data")
                .doesNotContain("the confidential figures");
    }

    @Test
    void shouldKeepEveryMailAsItCame_whateverIsThrownInbound() {
        List<RawMail> sent = faults();

        sent.forEach(mail -> server.receive("eve@elsewhere.example", BOB, mail));

        assertThat(server.quarantine().await(sent.size())).allSatisfy(kept -> {
            assertThat(kept.body()).isEqualTo(sent.get(0).body());
            assertThat(kept.headers("Authentication-Results"))
                    .singleElement()
                    .satisfies(results -> assertThat(results).contains("smime=neutral"));
        });
        assertInRepositories(sent.size());
        assertThat(sink.received()).isEmpty();

        server.receive("eve@elsewhere.example", BOB, mail(""));
        assertThat(server.inbox(BOB).awaitOne().text()).contains("the confidential figures");
    }

    @Test
    void shouldComeBackAndLeave_whenTroubleWasTemporary() {
        server.send(BOB, PARTNER, mail("X-Wait: once\n"));

        Awaitility.await("the mail waits").until(() -> server.james().admin().delayed() == 1);
        assertThat(sink.received()).isEmpty();
        server.james().admin().deliverNow();

        assertThat(sink.awaitOne().mail().text()).contains("smime-type=enveloped-data");
        assertInRepositories(0);
    }

    private static void assertInRepositories(int expected) {
        var counts = server.james().admin().repositories();
        assertThat(counts.values().stream().mapToInt(count -> count).sum())
                .as("mails in %s", counts)
                .isEqualTo(expected);
    }

    private static List<RawMail> faults() {
        List<RawMail> mails = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            FAULTS.forEach(fault -> mails.add(mail("X-Fault: " + fault + "\n")));
        }
        return mails;
    }

    private static RawMail mail(String field) {
        return RawMail.of("""
                %sFrom: bob@a.example
                To: dave@partner.example
                Subject: figures
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                the confidential figures
                """.formatted(field));
    }
}
