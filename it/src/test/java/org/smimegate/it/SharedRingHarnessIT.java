package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.it.harness.JamesProcess;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.PostgresServer;
import org.smimegate.it.harness.RawMail;

/** What tests of key rings are made of: a database, servers that share it, servers that die. */
class SharedRingHarnessIT {
    private static final String BOB = "bob@a.example";
    private static final RawMail MAIL = RawMail.of("""
            From: Carol <carol@c.example>
            To: bob@a.example
            Subject: harness
            Message-ID: <harness@c.example>
            Content-Type: text/plain

            plain
            """);

    @TempDir
    Path folder;

    @Test
    void shouldGiveDatabasesOfTheirOwn_untilTheServerEnds() {
        try (PostgresServer postgres = PostgresServer.start()) {
            String first = postgres.newDatabase();
            String second = postgres.newDatabase();
            postgres.query(first, "create table entry as select 'alice@a.example' as owner");

            assertThat(postgres.query(first, "select owner from entry")).containsExactly("alice@a.example");
            assertThat(postgres.query(second, "select tablename from pg_tables where schemaname = 'public'"))
                    .isEmpty();

            postgres.close();
            assertThatThrownBy(() -> postgres.query(first, "select 1")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldServeFromItsFolderAgain_whenAServerWasKilled() throws IOException {
        try (Organisation a = new Organisation(folder, "a.example").user("bob")) {
            a.start();
            JamesProcess killed = a.james();
            int port = killed.port(25);
            Path kept = Files.writeString(killed.folder().resolve("var/kept"), "kept");

            a.killAndRestart();

            assertThat(killed.isRunning()).isFalse();
            assertThat(a.james().isRunning()).isTrue();
            assertThat(a.james().pid()).isNotEqualTo(killed.pid());
            assertThat(a.james().port(25)).isEqualTo(port);
            assertThat(a.james().folder()).isEqualTo(killed.folder());
            assertThat(kept).hasContent("kept");
            a.receive("carol@c.example", BOB, MAIL);
            assertThat(a.inbox(BOB).awaitOne().body()).isEqualTo(MAIL.body());
        }
    }

    @Test
    void shouldRunTwoServersOfOneOrganisation_onOneDatabase() {
        try (PostgresServer postgres = PostgresServer.start();
                Organisation first = new Organisation(folder.resolve("1"), "a.example");
                Organisation second = first.twin(folder.resolve("2"))) {
            String ring = postgres.newDatabase();
            first.keyRing(ring).user("bob").start();
            second.keyRing(ring).user("bob").start();

            assertThat(second.gateway()).isEqualTo(first.gateway());
            assertThat(second.james().port(25)).isNotEqualTo(first.james().port(25));
            for (Organisation server : new Organisation[] {first, second}) {
                assertThat(smimeXml(server)).containsOnlyOnce("<keyring url=\"" + ring + "\" user=\"postgres\"/>");
                server.receive("carol@c.example", BOB, MAIL);
                assertThat(server.inbox(BOB).awaitOne().body()).isEqualTo(MAIL.body());
            }
        }
    }

    @Test
    void shouldChangeElements_whateverTheSampleSays() {
        Organisation a = new Organisation(folder, "a.example");

        a.keyRing("jdbc:postgresql://127.0.0.1:1/one").keyRing("jdbc:postgresql://127.0.0.1:1/two");
        a.setup().directory("<ldap url=\"ldap://127.0.0.1:1\" base=\"dc=example\"/>");
        a.harvest("<updates>reject</updates>").harvest("<updates>pending</updates>");

        assertThat(smimeXml(a))
                .containsOnlyOnce("<keyring ")
                .contains("1/two\"")
                .containsSubsequence("<directories>", "<folder ", "<ldap url=\"ldap://127.0.0.1:1\"", "</directories>");
        assertThat(read(a, "mailetcontainer.xml"))
                .containsOnlyOnce("mailets.HarvestKey")
                .containsSubsequence(
                        "mailets.SMimeDecryptVerify",
                        "</mailet>",
                        "mailets.HarvestKey\"><updates>pending</updates></mailet>",
                        "match=\"smime-unverified\"");
    }

    private static String smimeXml(Organisation server) {
        return read(server, "smime.xml");
    }

    private static String read(Organisation server, String name) {
        try {
            return Files.readString(server.setup().conf().resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
