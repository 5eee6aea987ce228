package org.smimegate.keys.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.smimegate.keys.keyring.Entries.add;
import static org.smimegate.keys.keyring.Entries.find;
import static org.smimegate.keys.keyring.Entries.harvested;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;
import org.smimegate.keys.Secret;

/** What is special about a key ring on a database server. */
class PostgresTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Address BOB = Address.parse("bob@example.org").orElseThrow();

    @Test
    void shouldWaitForServer_whenItIsDownOrStops(@TempDir Path data) throws Exception {
        int port = freePort();
        String url = "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
        try (KeyRing ring = open(url)) {
            assertUnavailable(ring);

            PartnerCertificate partner;
            try (EmbeddedPostgres server = start(data, port)) {
                assertThat(server.getPort()).isEqualTo(port);
                await().atMost(LONG).ignoreExceptions().until(() -> ring.size() == 0);
                add(ring, harvested("bob@example.org"));
                partner = ring.find(BOB).get(0);
            }

            // What is remembered counts no longer: an administrator may have taken it back.
            await().atMost(LONG).untilAsserted(() -> assertUnavailable(ring));
            ring.used(partner);

            try (EmbeddedPostgres again = start(data, port)) {
                assertThat(again.getPort()).isEqualTo(port);
                await().atMost(LONG)
                        .ignoreExceptions()
                        .until(() -> find(ring, "bob@example.org").size() == 1);
                add(ring, harvested("eve@example.org"));
            }
        }
    }

    private static void assertUnavailable(KeyRing ring) {
        Instant begin = Instant.now();
        assertThatThrownBy(() -> ring.find(BOB)).isInstanceOf(DirectoryUnavailableException.class);
        assertThatThrownBy(() -> ring.size()).isInstanceOf(DirectoryUnavailableException.class);
        assertThatThrownBy(() -> ring.pinned(Entries.certificate("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class);
        assertThatThrownBy(() -> add(ring, harvested("rob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    private static EmbeddedPostgres start(Path data, int port) throws Exception {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A server that takes the connection and then says nothing. */
    @Test
    void shouldGiveUpInTime_whenServerHangs() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Instant begin = Instant.now();
            try (KeyRing ring = open("jdbc:postgresql://localhost:" + silent.getLocalPort() + "/x")) {
                assertThatThrownBy(() -> ring.find(BOB)).isInstanceOf(DirectoryUnavailableException.class);
            }
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(40));
        }
    }

    @Test
    void shouldRefuse_whenDatabaseIsUnknown() throws Exception {
        String url = TestPostgres.newDatabase().replaceFirst("/test_[0-9a-f_]*", "/nowhere");

        assertThatThrownBy(() -> open(url))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining("/nowhere: ")
                .hasMessageContaining("database \"nowhere\" does not exist");
    }

    @Test
    void shouldRefuse_whenPasswordIsWrong() throws Exception {
        String url = TestPostgres.newDatabase();
        String place = url.substring(0, url.indexOf('?'));

        assertThatThrownBy(() -> KeyRings.open(new KeyRingSettings(
                        place, "nobody", Optional.of(new Secret("geheim".toCharArray())), 1_000_000, true)))
                .isInstanceOf(KeyRingException.class)
                .hasMessageStartingWith(place + ": ")
                .hasMessageContaining("nobody")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> open(place + "?user=nobody&password=geheim"))
                .isInstanceOf(KeyRingException.class)
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> open("jdbc:postgresql://me:geheim@[broken/?password=geheim"))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining("expected: jdbc:postgresql://HOST:PORT/DATABASE")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void shouldRefuse_whenTablesAreNewer() throws Exception {
        String url = TestPostgres.newDatabase();
        open(url).close();
        execute(
                url,
                "insert into smime_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (99, '7', 'future', 'SQL', 'V7__future.sql', 'x', 1, true)");

        assertThatThrownBy(() -> open(url))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining("tables of version 7 (expected: at most 1; a newer smimegate has been here)");
    }

    /** Else one look-up reads the whole table until the server's own housekeeping has come by. */
    @Test
    void shouldTellTheServerHowMuchItHolds_whenManyEntriesWereLoaded() throws Exception {
        String url = TestPostgres.newDatabase();
        try (KeyRing ring = open(url)) {
            ring.load(
                    List.of(harvested("bob@example.org"), harvested("eve@example.org"))
                            .iterator(),
                    "test",
                    Instant.now(),
                    count -> {});
        }

        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet counted =
                        statement.executeQuery("select reltuples from pg_class where relname = 'smime_entry'")) {
            assertThat(counted.next()).isTrue();
            assertThat(counted.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void shouldOpen_whenDatabaseHoldsOtherTables() throws Exception {
        String url = TestPostgres.newDatabase();
        execute(url, "create table james (id int)");

        try (KeyRing ring = open(url)) {
            add(ring, harvested("bob@example.org"));
        }
        execute(url, "insert into james values (1)");
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static KeyRing open(String url) throws KeyRingException {
        return KeyRings.open(new KeyRingSettings(url, "", Optional.empty(), KeyRingContract.PLENTY, true));
    }
}
