package org.smimegate.keys.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of one kind that is held or shall be fetched. What was not asked for the longest time gives way when it
 * becomes too much. Thread-safe; nothing in here waits.
 */
final class Shelf<K, V> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RevocationFetcher.class);

    private static final Duration LATELY = Duration.ofDays(1);

    private final Limits limits;
    private final Map<K, Item<V>> items = new LinkedHashMap<>();
    private int busy;

    /**
     * How much may be on a shelf.
     *
     * @param waiting how many may wait for being fetched, those that are being fetched included
     * @param interest how long after the last question something is still fetched again
     */
    record Limits(int items, long bytes, int waiting, Duration interest) {}

    Shelf(Limits limits) {
        this.limits = limits;
    }

    /** Whether the caller shall fetch it now, and must tell how that ended. */
    synchronized boolean claim(K key, Instant now) {
        Item<V> item = items.computeIfAbsent(key, k -> new Item<>(now));
        item.ask(now);
        boolean claimed = item.isWantedAt(now) && begin(item, now);
        limitItems();
        return claimed;
    }

    /** What the caller shall fetch because its time has come; what nobody asks for any more is forgotten. */
    synchronized List<K> claimDue(Instant now) {
        items.values().removeIf(i -> !i.isBusy() && !i.isCurrentAt(now) && !isOfInterest(i, now));
        List<K> due = new ArrayList<>();
        items.forEach((key, item) -> {
            if (item.isDueAt(now) && isOfInterest(item, now) && begin(item, now)) {
                due.add(key);
            }
        });
        return due;
    }

    /** Puts back what an earlier process fetched, as if somebody had asked for it. */
    synchronized void restore(K key, Holding<V> holding, Instant now) {
        items.computeIfAbsent(key, k -> new Item<>(now)).hold(holding, now);
        limitItems();
        limitBytes(key, now);
    }

    synchronized void succeed(K key, Holding<V> fetched, Instant now) {
        busy--;
        item(key).succeed(fetched, now);
        limitBytes(key, now);
    }

    /** The pause until the next time. */
    synchronized Duration fail(K key, Instant now) {
        busy--;
        return item(key).fail(now);
    }

    /** What is held of it, without counting as a question. */
    synchronized Optional<V> held(K key) {
        return Optional.ofNullable(items.get(key)).flatMap(Item::holding).map(Holding::value);
    }

    synchronized Optional<V> ask(K key, Instant now) {
        Optional<Item<V>> item = Optional.ofNullable(items.get(key));
        item.ifPresent(i -> i.ask(now));
        return item.flatMap(Item::holding).map(Holding::value);
    }

    synchronized List<V> askForAll(Predicate<V> which, Instant now) {
        List<V> found = new ArrayList<>();
        for (Item<V> item : items.values()) {
            item.holding().map(Holding::value).filter(which).ifPresent(value -> {
                item.ask(now);
                found.add(value);
            });
        }
        return found;
    }

    /** What something is held of, or soon may be. */
    synchronized Set<K> keys() {
        return items.entrySet().stream()
                .filter(e -> e.getValue().isBusy() || e.getValue().holding().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isOfInterest(Item<V> item, Instant now) {
        return now.isBefore(item.asked().plus(limits.interest()));
    }

    private boolean begin(Item<V> item, Instant now) {
        if (busy >= limits.waiting()) {
            return false;
        }
        busy++;
        item.begin(now);
        return true;
    }

    /** One that is there: what was claimed does not give way before it is told how that ended. */
    private Item<V> item(K key) {
        return Objects.requireNonNull(items.get(key), "not claimed");
    }

    private void limitItems() {
        while (items.size() > limits.items()) {
            Optional<K> least = leastAskedFor(item -> true);
            if (least.isEmpty()) {
                return;
            }
            items.remove(least.get());
        }
    }

    /** What nobody asked for lately gives way; else the newcomer does, lest one publisher drive out all others. */
    private void limitBytes(K newcomer, Instant now) {
        while (bytes() > limits.bytes()) {
            K least = leastAskedFor(item -> item.holding().isPresent()
                            && item.asked().plus(LATELY).isBefore(now))
                    .orElse(newcomer);
            LOGGER.warn("{}: given up for others (expected: at most {} bytes in all)", least, limits.bytes());
            item(least).drop(now);
        }
    }

    private Optional<K> leastAskedFor(Predicate<Item<V>> which) {
        return items.entrySet().stream()
                .filter(e -> !e.getValue().isBusy() && which.test(e.getValue()))
                .min(Comparator.comparing(e -> e.getValue().asked()))
                .map(Map.Entry::getKey);
    }

    private long bytes() {
        return items.values().stream()
                .mapToLong(item -> item.holding().map(Holding::bytes).orElse(0))
                .sum();
    }
}
