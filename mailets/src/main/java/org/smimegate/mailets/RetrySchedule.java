package org.smimegate.mailets;

import java.time.Duration;
import java.util.Optional;

/**
 * When to try again.
 *
 * @param first the first delay; each is twice the one before
 * @param longest no delay is longer
 * @param total after that time nothing is tried any more
 */
record RetrySchedule(Duration first, Duration longest, Duration total) {
    /** One minute growing to one hour, two days in all. */
    static final RetrySchedule STANDARD =
            new RetrySchedule(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(2));

    /** More than the standard schedule needs: ends it too on queues that do not know delays. */
    private static final int MOST_ATTEMPTS = 100;

    /**
     * The delay before the next attempt; empty: give up.
     *
     * @param attempts how many failed before this one
     * @param elapsed since the first failed
     */
    Optional<Duration> next(int attempts, Duration elapsed) {
        Duration left = total.minus(elapsed);
        if (left.isNegative() || left.isZero() || attempts >= MOST_ATTEMPTS) {
            return Optional.empty();
        }
        return Optional.of(shorter(left, growing(attempts)));
    }

    private Duration growing(int attempts) {
        Duration delay = first;
        for (int i = 0; i < attempts && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return shorter(delay, longest);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
