package org.smimegate.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.keys.Client.SECRET;
import static org.smimegate.it.keys.Client.plain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.Leaks;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.PostgresServer;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/** Two servers of one organisation with one key ring in PostgreSQL: what one learns, the other uses. */
class SharedRingIT {
    private static final String BOB = "bob@a.example";
    private static final TestPki PARTNER = TestPki.of("b.example");
    /** What one server stores the others see within that time. */
    private static final Duration SPREAD = Duration.ofSeconds(1);

    @TempDir
    static Path folder;

    private static PostgresServer postgres;
    private static SmtpSink sink;
    private static String database;
    private static Organisation first;
    private static Organisation second;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
        sink = SmtpSink.start();
        database = postgres.newDatabase();
        first = new Organisation(folder.resolve("1"), "a.example");
        second = first.twin(folder.resolve("2"));
        first.user("bob")
                .trust("b.example", PARTNER)
                .keyRing(database)
                .nextHop(sink.port())
                .start();
        second.user("bob")
                .trust("b.example", PARTNER)
                .keyRing(database)
                .nextHop(sink.port())
                .start();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        sink.close();
        postgres.close();
    }

    @BeforeEach
    void clear() {
        sink.clear();
    }

    @Test
    void shouldEncryptAtOnce_whenTheOtherServerHasLearned() throws IOException {
        TestIdentity carols = learned(first, "carol@b.example");

        second.send(BOB, "carol@b.example", plain(BOB, "carol@b.example", "answer"));

        assertOpens(sink.await("answer"), carols);
    }

    /** The second server remembers that it knows no key of hers, but not for long. */
    @Test
    void shouldEncryptWithinASecond_whenItKnewOfNoKeyBefore() throws IOException {
        second.send(BOB, "dora@b.example", plain(BOB, "dora@b.example", "before"));
        assertThat(Leaks.readable(sink.await("before"), SECRET)).isTrue();

        TestIdentity doras = learned(first, "dora@b.example");
        Awaitility.await().pollDelay(SPREAD).until(() -> true);
        second.send(BOB, "dora@b.example", plain(BOB, "dora@b.example", "after"));

        assertOpens(sink.await("after"), doras);
    }

    @Test
    void shouldLearnOnBothServersAtOnce() throws IOException {
        TestIdentity franks = learned(first, "frank@b.example");
        TestIdentity ginas = learned(second, "gina@b.example");

        first.send(BOB, "gina@b.example", plain(BOB, "gina@b.example", "to gina"));
        second.send(BOB, "frank@b.example", plain(BOB, "frank@b.example", "to frank"));

        assertOpens(sink.await("to gina"), ginas);
        assertOpens(sink.await("to frank"), franks);
        assertThat(postgres.query(database, "select owner from smime_entry where state = 'active'"))
                .contains("frank@b.example", "gina@b.example");
    }

    /** Her certificate, which came to this server with signed mail. */
    private static TestIdentity learned(Organisation server, String address) throws IOException {
        TestIdentity identity = PARTNER.good(address);
        String subject = "signed by " + address;
        server.receive(address, BOB, Client.in(folder).signed(address, BOB, subject, identity));
        server.inbox(BOB).await(subject);
        return identity;
    }

    private static void assertOpens(RawMail mail, TestIdentity key) throws IOException {
        assertThat(Leaks.readable(mail, SECRET)).isFalse();
        assertThat(Client.in(folder).opened(mail, key)).contains(SECRET);
    }
}
