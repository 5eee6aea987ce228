package org.smimegate.keys.revocation;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.keys.remote.ServerText;

/** Has things of one kind fetched, off the thread that misses them, and says in the log what came of it. */
final class Errands<K, V> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RevocationFetcher.class);

    private final Shelf<K, V> shelf;
    private final Errand<K, V> errand;
    private final Executor workers;
    private final Clock clock;

    /** How one thing is fetched. */
    interface Errand<K, V> {
        Holding<V> run(K key) throws FetchException;
    }

    Errands(Shelf<K, V> shelf, Errand<K, V> errand, Executor workers, Clock clock) {
        this.shelf = shelf;
        this.errand = errand;
        this.workers = workers;
        this.clock = clock;
    }

    /** Fetches it soon, if it is not being fetched already and it is not too early to try again. */
    void request(K key) {
        if (shelf.claim(key, clock.instant())) {
            start(key);
        }
    }

    /** Fetches soon whatever has its time come. */
    void requestDue() {
        shelf.claimDue(clock.instant()).forEach(this::start);
    }

    private void start(K key) {
        try {
            workers.execute(() -> run(key));
        } catch (RejectedExecutionException e) {
            // Closed: whoever still asks gets what there is.
            shelf.fail(key, clock.instant());
        }
    }

    private void run(K key) {
        try {
            Holding<V> fetched = errand.run(key);
            shelf.succeed(key, fetched, clock.instant());
            LOGGER.info("{}: {} bytes from {}, good until {}", key, fetched.bytes(), fetched.origin(), fetched.until());
        } catch (FetchException e) {
            Duration pause = shelf.fail(key, clock.instant());
            LOGGER.warn("{}: {}; tried again in {} min", key, e.getMessage(), pause.toMinutes());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Whatever it is, the thing must not be waited for from now on to ever.
            shelf.fail(key, clock.instant());
            LOGGER.error("{}: cannot be read: {}", key, ServerText.of(e.toString()));
            LOGGER.debug("{}", key, e);
        }
    }
}
