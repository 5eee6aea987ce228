package org.smimegate.it.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.Leaks;
import org.smimegate.it.harness.JamesProcess;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.Waits;

/** A power failure while certificates are learned takes none of those that the log says are stored. */
class KillIT {
    private static final int KILLS = 20;
    private static final int MAILS = 8;
    private static final int CONNECTIONS = 4;
    private static final String BOB = "bob@a.example";
    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final Pattern STORED = Pattern.compile("harvest of (\\S+): stored;");
    private static final Duration OFTEN = Duration.ofMillis(5);

    @TempDir
    Path folder;

    @Test
    void shouldLoseNothingAcknowledged_whenKilledTwentyTimesDuringHarvest() throws IOException {
        Client people = Client.in(folder);
        Set<String> acknowledged = new TreeSet<>();
        try (SmtpSink sink = SmtpSink.start();
                Organisation a = organisation(sink.port())) {
            a.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                JamesProcess killed = a.james();
                List<Thread> senders = send(killed, signed(people, kill));
                awaitStored(killed, 1 + kill % (MAILS / 2));
                a.killAndRestart();
                end(senders);

                acknowledged.addAll(stored(killed));
                assertAllKnown(a, sink, "after kill " + kill, acknowledged);
            }
        }
        assertThat(acknowledged).as("the kills came in the middle").hasSizeBetween(KILLS, KILLS * (MAILS - 1));
    }

    /** The operating system's lock of the file ends with the process; H2's own would delay each restart by seconds. */
    private Organisation organisation(int nextHop) {
        Organisation a = new Organisation(folder, "a.example").user("bob").trust("b.example", PARTNER);
        a.setup().smime("<keyring url=\"jdbc:h2:file:var/smime/keyring;FILE_LOCK=FS\"/>");
        return a.partnerDomain("b.example").nextHop(nextHop);
    }

    /** A mail to all of them would come back if one of their certificates were missing. */
    private void assertAllKnown(Organisation a, SmtpSink sink, String subject, Set<String> people) throws IOException {
        a.send(BOB, List.copyOf(people), Client.plain(BOB, String.join(",\n ", people), subject));

        RawMail mail = sink.await(subject);
        assertThat(Leaks.readable(mail, Client.SECRET)).isFalse();
        assertThat(Client.in(folder).recipients(mail)).as(subject).isEqualTo(people.size());
    }

    private static List<RawMail> signed(Client people, int kill) throws IOException {
        List<RawMail> mails = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            String address = "person" + kill + "." + i + "@b.example";
            mails.add(people.signed(address, BOB, "signed", PARTNER.good(address)));
        }
        return mails;
    }

    private static List<Thread> send(JamesProcess james, List<RawMail> mails) {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            List<RawMail> some = mails.subList(i * MAILS / CONNECTIONS, (i + 1) * MAILS / CONNECTIONS);
            Thread sender = new Thread(() -> sendUntilTheEnd(james, some), "sender-" + i);
            sender.start();
            senders.add(sender);
        }
        return senders;
    }

    private static void sendUntilTheEnd(JamesProcess james, List<RawMail> mails) {
        try {
            mails.forEach(mail -> james.smtp().send("person@b.example", BOB, mail));
        } catch (UncheckedIOException killed) {
            // From what the server had not taken yet nobody learns anything.
        }
    }

    private static void awaitStored(JamesProcess james, int number) {
        Awaitility.await(number + " certificates are stored")
                .atMost(Waits.MAIL)
                .pollInterval(OFTEN)
                .until(() -> stored(james).size() >= number);
    }

    private static Set<String> stored(JamesProcess james) {
        return STORED.matcher(james.log()).results().map(line -> line.group(1)).collect(Collectors.toSet());
    }

    private static void end(List<Thread> senders) {
        for (Thread sender : senders) {
            try {
                sender.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
