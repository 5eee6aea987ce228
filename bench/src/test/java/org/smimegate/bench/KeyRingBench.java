package org.smimegate.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.keyring.AuditAction;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.KeyRingSettings;
import org.smimegate.keys.keyring.KeyRings;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/**
 * Import, look-ups and harvesting of a key ring, embedded and in PostgreSQL. Prints a line for each figure; times of
 * look-ups in microseconds.
 */
final class KeyRingBench {
    private static final int CERTIFICATES = 200;
    private static final int LOOK_UPS = 20_000;
    private static final int WARM = 1_000;
    private static final int HARVESTS = 500;

    private final TestPki pki = TestPki.of("Key ring benchmark");
    private final List<TestIdentity> identities = IntStream.range(0, CERTIFICATES)
            .mapToObj(i -> pki.good("user" + i + "@partner.example", KeyKind.P_256))
            .toList();
    private final int entries;

    private KeyRingBench(int entries) {
        this.entries = entries;
    }

    static void run(int entries) throws Exception {
        KeyRingBench bench = new KeyRingBench(entries);
        Path folder = Files.createTempDirectory("keyring-bench");
        try {
            bench.measure("embedded", "jdbc:h2:file:" + folder.resolve("keyring"));
        } finally {
            delete(folder);
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            bench.measure("PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
        }
    }

    private void measure(String name, String url) throws Exception {
        try (KeyRing ring = open(url)) {
            load(name, ring);
        }
        long begin = System.nanoTime();
        try (KeyRing ring = open(url)) {
            print(name, "open", String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9));
            lookUps(name, ring);
            harvests(name, ring);
        }
    }

    private void load(String name, KeyRing ring) throws Exception {
        long begin = System.nanoTime();
        Iterator<NewEntry> all =
                IntStream.range(0, entries).mapToObj(this::entry).iterator();
        long stored = ring.load(all, "bench", Instant.now(), count -> {});
        double seconds = (System.nanoTime() - begin) / 1e9;
        print(
                name,
                "import",
                String.format(Locale.ROOT, "%d entries in %.0f s, %.0f a second", stored, seconds, stored / seconds));
    }

    private void lookUps(String name, KeyRing ring) throws Exception {
        Random random = new Random(1);
        times(name, "look-up, first", ring, () -> address(random.nextInt(entries)));
        times(name, "look-up, unknown", ring, () -> new Address("nobody" + random.nextInt(), "elsewhere.example"));
        Address[] known = IntStream.range(0, WARM).mapToObj(this::address).toArray(Address[]::new);
        for (int round = 0; round < 20; round++) {
            for (Address address : known) {
                ring.find(address);
            }
        }
        times(name, "look-up, warm", ring, () -> known[random.nextInt(known.length)]);
    }

    private interface Addresses {
        Address next();
    }

    private static void times(String name, String what, KeyRing ring, Addresses addresses) throws Exception {
        long[] nanos = new long[LOOK_UPS];
        for (int i = 0; i < nanos.length; i++) {
            Address address = addresses.next();
            long begin = System.nanoTime();
            ring.find(address);
            nanos[i] = System.nanoTime() - begin;
        }
        print(name, what, spread(nanos));
    }

    /** As HarvestKey stores the first certificate of somebody: one transaction each. */
    private void harvests(String name, KeyRing ring) throws Exception {
        long[] nanos = new long[HARVESTS];
        for (int i = 0; i < nanos.length; i++) {
            NewEntry entry = entry(entries + i);
            long begin = System.nanoTime();
            ring.change(
                    entry.owner(),
                    "bench",
                    Instant.now(),
                    owner -> owner.all().isEmpty()
                            && owner.add(entry, AuditAction.HARVESTED, "").id() > 0);
            nanos[i] = System.nanoTime() - begin;
        }
        print(name, "harvest", spread(nanos));
    }

    private static String spread(long[] nanos) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "median %.1f us, 99 %% below %.1f us",
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3);
    }

    private NewEntry entry(int number) {
        return new NewEntry(
                "",
                Owner.of(address(number)),
                identities.get(number % CERTIFICATES).certificate(),
                List.of(pki.issuing().certificate()),
                Origin.HARVESTED,
                State.ACTIVE,
                false,
                false,
                "",
                Set.of(),
                Optional.empty());
    }

    private Address address(int number) {
        return new Address("user" + number, "partner" + number % 1000 + ".example");
    }

    private static KeyRing open(String url) throws Exception {
        return KeyRings.open(new KeyRingSettings(url, "", Optional.empty(), 4L << 30, true));
    }

    private static void print(String name, String what, String figures) {
        System.out.println(String.format(Locale.ROOT, "%-11s %-17s %s", name, what, figures));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
