package org.smimegate.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.NewEntry;

/** How the time of a look-up grows with the key ring: in a file, and in a PostgreSQL server that is started for this. */
final class KeyRingGrowth {
    private static final int[] SIZES = {100, 1_000, 10_000, 100_000, 300_000};
    private static final int[] QUICK = {100, 1_000, 10_000};
    private static final int LOOKUPS = 2_000;
    private static final int WARM = 20_000;

    private final int[] sizes;
    private final SyntheticEntries source = new SyntheticEntries();
    private final List<Line> lines = new ArrayList<>();

    private KeyRingGrowth(int[] sizes) {
        this.sizes = sizes;
    }

    static Chart measure(boolean quick) throws Exception {
        KeyRingGrowth growth = new KeyRingGrowth(quick ? QUICK : SIZES);
        try (TempFolder folder = TempFolder.make()) {
            growth.grow("H2", "jdbc:h2:file:" + folder.path().resolve("ring/keyring"));
            try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
                growth.grow("PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
            }
        }
        return new Chart("One look-up in the key ring", "entries", "us", growth.lines);
    }

    private void grow(String database, String url) throws Exception {
        Line cold = Line.named(database + ", cold");
        Line warm = Line.named(database + ", warm");
        Line unknown = Line.named(database + ", no key");
        int there = 0;
        for (int size : sizes) {
            try (KeyRing ring = KeyRingBench.open(url)) {
                load(ring, there, size);
            }
            there = size;
            try (KeyRing ring = KeyRingBench.open(url)) {
                unknown.add(size, mean(KeyRingBench.times(strangers(), LOOKUPS, ring::find)));
                List<Address> known = known(size);
                cold.add(size, mean(KeyRingBench.times(known, known.size(), ring::find)));
                warm.add(size, warm(ring, known));
            }
        }
        lines.addAll(List.of(unknown, cold, warm));
    }

    private void load(KeyRing ring, int from, int to) throws DirectoryUnavailableException {
        Iterator<NewEntry> more =
                IntStream.range(from, to).mapToObj(source::entry).iterator();
        ring.load(more, "bench", Instant.now(), count -> {});
    }

    /** Different ones from all over the ring. */
    private List<Address> known(int size) {
        int number = Math.min(size, LOOKUPS);
        return IntStream.range(0, number)
                .mapToObj(i -> source.address((int) ((long) i * size / number)))
                .toList();
    }

    private static List<Address> strangers() {
        return IntStream.range(0, LOOKUPS)
                .mapToObj(i -> new Address("nobody" + i, "example.net"))
                .toList();
    }

    /** A hundred addresses in turn, which every cache holds. */
    private static double warm(KeyRing ring, List<Address> known) throws DirectoryUnavailableException {
        List<Address> few = known.subList(0, Math.min(known.size(), 100));
        KeyRingBench.times(few, WARM, ring::find);
        return mean(KeyRingBench.times(few, WARM, ring::find));
    }

    /** Microseconds. */
    private static double mean(long[] nanos) {
        return Arrays.stream(nanos).average().orElseThrow() / 1000;
    }
}
