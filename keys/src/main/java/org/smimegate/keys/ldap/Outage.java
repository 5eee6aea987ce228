package org.smimegate.keys.ldap;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.keys.DirectoryUnavailableException;

/**
 * Remembers that the directory did not answer, so that a mail to 500 recipients does not wait for 500 time-outs. Logs
 * when that begins and when it is over. Thread-safe.
 */
final class Outage {
    private static final Logger LOGGER = LoggerFactory.getLogger(LdapDirectory.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Trouble> current = new AtomicReference<>();

    private record Trouble(DirectoryUnavailableException what, long retry) {}

    Outage(String name, LongSupplier nanoTime) {
        this.name = name;
        this.nanoTime = nanoTime;
    }

    /** Says again what was wrong a moment ago, if it is too early to try again. */
    void refuse() throws DirectoryUnavailableException {
        Trouble trouble = current.get();
        if (trouble != null && nanoTime.getAsLong() - trouble.retry() < 0) {
            throw new DirectoryUnavailableException(
                    String.valueOf(trouble.what().getMessage()), trouble.what());
        }
    }

    void begin(DirectoryUnavailableException what) {
        if (current.getAndSet(new Trouble(what, nanoTime.getAsLong() + PAUSE)) == null) {
            LOGGER.warn("{}: {}; mail that needs it waits", name, what.getMessage());
        }
    }

    void over() {
        if (current.getAndSet(null) != null) {
            LOGGER.info("{}: answers again", name);
        }
    }
}
