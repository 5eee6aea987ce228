package org.smimegate.bench.gateway;

import java.time.Duration;

/**
 * What a number of mails took.
 *
 * @param server CPU time of the James process
 * @param others CPU time of driver and sink
 */
record Measured(int mails, Duration elapsed, Duration server, Duration others) {
    static final Measured NOTHING = new Measured(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Measured plus(Measured more) {
        return new Measured(
                mails + more.mails, elapsed.plus(more.elapsed), server.plus(more.server), others.plus(more.others));
    }

    double perSecond() {
        return mails / seconds(elapsed);
    }

    /** Of the server, for one mail. */
    double serverMillis() {
        return seconds(server) * 1000 / mails;
    }

    /** Of driver and sink, for one mail. */
    double othersMillis() {
        return seconds(others) * 1000 / mails;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
