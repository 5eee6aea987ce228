package org.smimegate.keys.keyring;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smimegate.keys.DirectoryUnavailableException;

/** Writes one after the other: those of this process wait here, before they take a connection. */
final class RingWriter {
    private static final int WAIT_SECONDS = 10;

    private final Database database;
    private final Quota quota;
    private final Consumer<Changes> told;
    private final ReentrantLock writing = new ReentrantLock(true);

    private record Outcome<T>(T result, Changes changes) {}

    /** @param told of what changed, after it is stored and before anybody hears of it */
    RingWriter(Database database, Quota quota, Consumer<Changes> told) {
        this.database = database;
        this.quota = quota;
        this.told = told;
    }

    <T> T write(String actor, Instant at, Function<RingTransaction, T> work) throws DirectoryUnavailableException {
        enter();
        try {
            Outcome<T> outcome = database.write(handle -> {
                RingTransaction transaction = RingTransaction.begin(handle, actor, at);
                T result = work.apply(transaction);
                quota.makeRoom(transaction);
                return new Outcome<>(result, transaction.finish());
            });
            told.accept(outcome.changes());
            return outcome.result();
        } finally {
            writing.unlock();
        }
    }

    private void enter() throws DirectoryUnavailableException {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a write inside a write of the key ring");
        }
        try {
            if (!writing.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new DirectoryUnavailableException(
                        "others write for more than " + WAIT_SECONDS + " seconds", new TimeoutException());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailableException("interrupted", e);
        }
    }
}
