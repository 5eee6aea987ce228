package org.smimegate.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.EntryFilter;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.KeyRingException;
import org.smimegate.keys.keyring.KeyRingSettings;
import org.smimegate.keys.keyring.KeyRings;
import org.smimegate.keys.keyring.NewEntry;

/** Fills a key ring and asks it: in a file, then in a PostgreSQL server that is started for this. */
final class KeyRingBench {
    private static final int ALL = 300_000;
    private static final int QUICK = 20_000;
    private static final int COLD = 2_000;
    private static final int WARM_ADDRESSES = 1_000;
    private static final int WARM = 200_000;
    private static final long QUOTA = 4L << 30;

    private final int entries;
    private final SyntheticEntries source = new SyntheticEntries();
    private final Random random = new Random(1);

    interface Question {
        void ask(Address address) throws DirectoryUnavailableException;
    }

    private KeyRingBench(int entries) {
        this.entries = entries;
    }

    static void run(boolean quick) throws Exception {
        KeyRingBench bench = new KeyRingBench(quick ? QUICK : ALL);
        try (TempFolder folder = TempFolder.make()) {
            bench.measure("H2", "jdbc:h2:file:" + folder.path().resolve("ring/keyring"));
            System.out.printf(Locale.ROOT, "  file            %,8d MB%n", size(folder.path()) >> 20);
            try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
                bench.measure("PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
            }
        }
    }

    private void measure(String name, String url) throws Exception {
        System.out.println("\n" + name);
        try (KeyRing ring = open(url)) {
            load(ring);
        }
        try (KeyRing ring = open(url)) {
            look(ring);
            read(ring);
        }
    }

    static KeyRing open(String url) throws KeyRingException {
        return KeyRings.open(new KeyRingSettings(url, "", Optional.empty(), QUOTA, true));
    }

    private void load(KeyRing ring) throws DirectoryUnavailableException {
        Iterator<NewEntry> all =
                IntStream.range(0, entries).mapToObj(source::entry).iterator();
        Instant begin = Instant.now();
        long stored = ring.load(all, "bench", begin, count -> {});
        Duration took = Duration.between(begin, Instant.now());
        System.out.printf(
                Locale.ROOT,
                "  import          %,8d entries in %d s (%,d/s), heap %d MB%n",
                stored,
                took.toSeconds(),
                stored * 1000 / took.toMillis(),
                heapMb());
    }

    private void look(KeyRing ring) throws DirectoryUnavailableException {
        List<Address> some = addresses(COLD);
        List<Address> warm = addresses(WARM_ADDRESSES);
        for (Address address : warm) {
            ring.find(address);
        }
        print("look-up, cold", times(some, COLD, ring::find));
        times(warm, WARM, ring::find);
        print("look-up, warm", times(warm, WARM, ring::find));
        List<Address> strangers = IntStream.range(0, COLD)
                .mapToObj(i -> new Address("nobody" + i, "example.net"))
                .toList();
        print("look-up, no key", times(strangers, COLD, ring::find));
        NewEntry entry = source.entry(1);
        print("not pinned, warm", times(warm, WARM, address -> ring.pinned(entry.certificate())));
    }

    private List<Address> addresses(int number) {
        return random.ints(number, 0, entries).mapToObj(source::address).toList();
    }

    /** Nanoseconds, sorted. */
    static long[] times(List<Address> addresses, int number, Question question) throws DirectoryUnavailableException {
        long[] times = new long[number];
        for (int i = 0; i < number; i++) {
            Address address = addresses.get(i % addresses.size());
            long begin = System.nanoTime();
            question.ask(address);
            times[i] = System.nanoTime() - begin;
        }
        Arrays.sort(times);
        return times;
    }

    private static void print(String what, long[] times) {
        System.out.printf(
                Locale.ROOT,
                "  %-16s%,8.1f us mean, %,.1f us median, %,.1f us 99 %%%n",
                what,
                Arrays.stream(times).average().orElseThrow() / 1000,
                times[times.length / 2] / 1000.0,
                times[times.length * 99 / 100] / 1000.0);
    }

    private static void read(KeyRing ring) throws DirectoryUnavailableException {
        long[] count = {0};
        Instant begin = Instant.now();
        ring.read(EntryFilter.all(), entry -> count[0]++);
        System.out.printf(
                Locale.ROOT,
                "  read all        %,8d entries in %.1f s, heap %d MB%n",
                count[0],
                Duration.between(begin, Instant.now()).toMillis() / 1000.0,
                heapMb());
    }

    private static long heapMb() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
