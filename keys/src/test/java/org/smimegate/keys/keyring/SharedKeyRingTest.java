package org.smimegate.keys.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.keys.keyring.Entries.add;
import static org.smimegate.keys.keyring.Entries.find;
import static org.smimegate.keys.keyring.Entries.harvested;
import static org.smimegate.keys.keyring.Entries.pinned;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.keys.PartnerCertificate;

/** Several servers with one key ring: each has objects, connections and a memory of its own. */
class SharedKeyRingTest {
    /** What the interface promises, and something for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Address BOB = Address.parse("bob@example.org").orElseThrow();

    @TempDir
    Path folder;

    enum Kind {
        H2_FILE,
        POSTGRES
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAtOnce_whenAnotherHarvestedTheFirst(Kind kind) throws Exception {
        String url = url(kind);
        try (KeyRing one = open(url);
                KeyRing other = open(url)) {
            for (int i = 0; i < 20; i++) {
                String owner = "user" + i + "@example.org";
                assertThat(find(other, owner)).isEmpty();

                add(one, harvested(owner));

                assertThat(find(other, owner)).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowSoon_whenAnotherChangesWhatIsRemembered(Kind kind) throws Exception {
        String url = url(kind);
        try (KeyRing one = open(url);
                KeyRing other = open(url)) {
            NewEntry old = harvested("bob@example.org");
            NewEntry domain = harvested("example.org");
            KeyEntry stored = add(one, old);
            assertThat(find(other, "bob@example.org")).containsExactly(old.certificate());

            add(one, domain);
            await().atMost(SOON)
                    .until(() ->
                            find(other, "bob@example.org").equals(List.of(old.certificate(), domain.certificate())));

            seen(one, stored.reading(Set.of(ContentCipher.AES_256_GCM), NOW));
            await().atMost(SOON).until(() -> capabilities(other).equals(Set.of(ContentCipher.AES_256_GCM)));

            NewEntry newer = harvested("bob@example.org");
            one.change(old.owner(), "test", NOW, entries -> {
                entries.change(stored.in(State.SUPERSEDED, ""), AuditAction.SUPERSEDED, "");
                return entries.add(newer, AuditAction.UPDATED, "");
            });
            await().atMost(SOON)
                    .until(() ->
                            find(other, "bob@example.org").equals(List.of(newer.certificate(), domain.certificate())));
        }
    }

    private static Set<ContentCipher> capabilities(KeyRing ring) throws Exception {
        PartnerCertificate first = ring.find(BOB).get(0);
        return first.capabilities();
    }

    private static void seen(KeyRing ring, KeyEntry entry) throws Exception {
        ring.change(entry.owner(), "test", NOW, entries -> {
            entries.seen(entry);
            return 0;
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowSoon_whenAnotherPinsLoadsOrEvicts(Kind kind) throws Exception {
        String url = url(kind);
        NewEntry pin = pinned("bob@example.org");
        try (KeyRing one = open(url);
                KeyRing other = open(url)) {
            assertThat(other.pinned(pin.certificate())).isEmpty();

            KeyEntry stored = add(one, pin);
            await().atMost(SOON).until(() -> other.pinned(pin.certificate()).isPresent());
            one.change(pin.owner(), "test", NOW, entries -> {
                entries.remove(stored, "");
                return 0;
            });
            await().atMost(SOON).until(() -> other.pinned(pin.certificate()).isEmpty());
            assertThat(find(other, "bob@example.org")).isEmpty();

            add(one, harvested("bob@example.org"));
            assertThat(find(other, "bob@example.org")).hasSize(1);
            one.load(many(300).iterator(), "test", NOW, count -> {});
            await().atMost(SOON).until(() -> find(other, "bob@example.org").size() == 2);

            try (KeyRing small = KeyRings.open(new KeyRingSettings(url, "", Optional.empty(), 1_000, true))) {
                add(small, harvested("eve@example.org"));
            }
            await().atMost(SOON).until(() -> find(other, "bob@example.org").isEmpty());
        }
    }

    /** More than are named one by one in the list of changes. */
    private static List<NewEntry> many(int number) {
        NewEntry sample = harvested("bob@example.org");
        List<NewEntry> many = new ArrayList<>(List.of(sample));
        IntStream.range(1, number)
                .mapToObj(i -> new NewEntry(
                        "",
                        Entries.owner("user" + i + "@example.net"),
                        sample.certificate(),
                        List.of(),
                        Origin.HARVESTED,
                        State.ACTIVE,
                        false,
                        false,
                        "",
                        Set.of(),
                        Optional.empty()))
                .forEach(many::add);
        return many;
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeTablesOnce_whenSeveralStartAtOnce(Kind kind) throws Exception {
        String url = url(kind);
        int servers = 6;
        CyclicBarrier start = new CyclicBarrier(servers);

        KeyRingContract.atOnce(servers, number -> {
            start.await();
            try (KeyRing ring = open(url)) {
                add(ring, harvested("user" + number + "@example.org"));
            }
            return 0;
        });

        try (KeyRing ring = open(url)) {
            assertThat(ring.size()).isEqualTo(servers);
        }
    }

    /** The same with processes, which share nothing but the database. */
    @ParameterizedTest
    @EnumSource
    void shouldMakeTablesOnce_whenProcessesStartAtOnce(Kind kind) throws Exception {
        String url = url(kind);
        Path certificate = folder.resolve("child.pem");
        TestFiles.writePem(certificate, Entries.certificate("child@example.org"));
        try (Child one = Child.start(url, certificate);
                Child other = Child.start(url, certificate);
                KeyRing ring = open(url)) {
            List<Long> stored = List.of(
                    Long.valueOf(one.nextLine()),
                    Long.valueOf(other.nextLine()),
                    add(ring, harvested("bob@example.org")).id());

            assertThat(stored).doesNotHaveDuplicates();
            for (long id : stored) {
                assertThat(ring.entry(id)).isPresent();
            }
        }
    }

    @Test
    void shouldForgetAudit_whenItIsOld() throws Exception {
        try (KeyRing ring = open("jdbc:h2:mem:" + UUID.randomUUID())) {
            Instant now = Instant.now();
            for (long days : List.of(800L, 740L, 700L, 1L)) {
                ring.change(Owner.of(BOB), "test", now.minus(Duration.ofDays(days)), entries -> {
                    entries.record(AuditAction.ALERTED, "", days + " days");
                    return 0;
                });
            }

            ring.load(List.<NewEntry>of().iterator(), "test", now, count -> {});

            assertThat(ring.audit(Owner.of(BOB), 10))
                    .extracting(AuditRecord::detail)
                    .containsExactly("1 days", "700 days");
        }
    }

    private String url(Kind kind) throws Exception {
        return kind == Kind.POSTGRES ? TestPostgres.newDatabase() : "jdbc:h2:file:" + folder.resolve("keyring");
    }

    private static KeyRing open(String url) throws KeyRingException {
        return KeyRings.open(new KeyRingSettings(url, "", Optional.empty(), KeyRingContract.PLENTY, true));
    }
}
