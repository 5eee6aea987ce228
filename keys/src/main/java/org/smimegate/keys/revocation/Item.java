package org.smimegate.keys.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One thing to fetch: what is held of it, and when it is the time to fetch it. Not thread-safe. */
final class Item<V> {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration OFTEN_ENOUGH = Duration.ofDays(1);

    private Optional<Holding<V>> holding = Optional.empty();
    private boolean busy;
    private int failures;
    private Instant asked;
    private Instant last = Instant.MIN;
    private Instant next = Instant.MIN;

    Item(Instant asked) {
        this.asked = asked;
    }

    boolean isBusy() {
        return busy;
    }

    /** Somebody is interested. */
    void ask(Instant now) {
        asked = now;
    }

    Instant asked() {
        return asked;
    }

    /** What is held and of use. */
    Optional<Holding<V>> at(Instant now) {
        holding = holding.filter(h -> h.holdsAt(now));
        return holding;
    }

    int bytes() {
        return holding.map(Holding::bytes).orElse(0);
    }

    /** Whether to fetch it for somebody who lacks it; what is held then did not help, which time may mend. */
    boolean isWantedAt(Instant now) {
        return !busy && !now.isBefore(at(now).isPresent() ? last.plus(LONGEST_PAUSE) : next);
    }

    /** Whether to fetch it without being asked. */
    boolean isDueAt(Instant now) {
        return !busy && !now.isBefore(next);
    }

    void begin(Instant now) {
        busy = true;
        last = now;
    }

    void succeed(Holding<V> fetched, Instant now) {
        hold(fetched, now);
        busy = false;
        failures = 0;
    }

    /** Takes over what was fetched earlier; it is fetched again well before it is of no use any more. */
    void hold(Holding<V> held, Instant now) {
        Duration rest = Duration.between(now, held.until());
        holding = Optional.of(held);
        next = now.plus(between(FIRST_PAUSE, rest.multipliedBy(3).dividedBy(4), OFTEN_ENOUGH));
    }

    /** The pause that follows. */
    Duration fail(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
        busy = false;
        failures++;
        next = now.plus(between(FIRST_PAUSE, pause, LONGEST_PAUSE));
        return Duration.between(now, next);
    }

    private static Duration between(Duration least, Duration wanted, Duration most) {
        if (wanted.compareTo(least) < 0) {
            return least;
        }
        return wanted.compareTo(most) > 0 ? most : wanted;
    }
}
