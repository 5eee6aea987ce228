package org.smimegate.keys.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One thing to fetch: what is held of it, and when it is time to fetch it. Not thread-safe. */
final class Item<V> {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration OFTEN_ENOUGH = Duration.ofDays(1);
    /** Doubled more often, the first pause is longer than the longest. */
    private static final int MAX_DOUBLINGS = 6;

    private Optional<Holding<V>> holding = Optional.empty();
    private boolean busy;
    private int failures;
    private Instant asked;
    private Instant begun = Instant.MIN;
    private Instant next = Instant.MIN;

    Item(Instant asked) {
        this.asked = asked;
    }

    void ask(Instant now) {
        asked = now;
    }

    Instant asked() {
        return asked;
    }

    boolean isBusy() {
        return busy;
    }

    /** Also what has a successor by now: a list goes on to revoke those whom it names. */
    Optional<Holding<V>> holding() {
        return holding;
    }

    boolean isCurrentAt(Instant now) {
        return holding.filter(h -> h.isCurrentAt(now)).isPresent();
    }

    /** Whether to fetch it for somebody who lacks it. If something current is held, that did not help. */
    boolean isWantedAt(Instant now) {
        return !busy && !now.isBefore(isCurrentAt(now) ? begun.plus(LONGEST_PAUSE) : next);
    }

    /** Whether to fetch it without being asked. */
    boolean isDueAt(Instant now) {
        return !busy && !now.isBefore(next);
    }

    void begin(Instant now) {
        busy = true;
        begun = now;
    }

    /** It is fetched again well before it has a successor; at once, so to speak, if it has one already. */
    void succeed(Holding<V> fetched, Instant now) {
        hold(fetched, now);
        busy = false;
        if (fetched.isCurrentAt(now)) {
            failures = 0;
        } else {
            fail(now);
        }
    }

    /** Takes over what was fetched earlier. */
    void hold(Holding<V> held, Instant now) {
        Duration rest = Duration.between(now, held.until());
        holding = Optional.of(held);
        next = now.plus(between(FIRST_PAUSE, rest.multipliedBy(3).dividedBy(4), OFTEN_ENOUGH));
    }

    /** Makes room, and leaves it to others for a while. */
    void drop(Instant now) {
        holding = Optional.empty();
        next = now.plus(LONGEST_PAUSE);
    }

    /** The pause that follows. */
    Duration fail(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
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
