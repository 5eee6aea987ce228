package org.smimegate.core.trust;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decisions already made under one trust store, each good for the span of time in which no certificate that was looked
 * at starts or ends. Bounded; thread-safe.
 */
final class PathCache<D> {
    private static final int MAX_ENTRIES = 1_000;

    private final Map<String, Entry<D>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** @param until the first moment at which the decision may be another */
    private record Entry<D>(D decision, Instant from, Instant until) {
        boolean holdsAt(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    synchronized Optional<D> get(String key, Instant at) {
        return Optional.ofNullable(entries.get(key)).filter(e -> e.holdsAt(at)).map(Entry::decision);
    }

    /** @param edges when certificates start and end */
    synchronized void put(String key, D decision, Instant at, Collection<Instant> edges) {
        Instant from = edges.stream()
                .filter(e -> !e.isAfter(at))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        Instant until = edges.stream()
                .filter(e -> e.isAfter(at))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        entries.put(key, new Entry<>(decision, from, until));
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
