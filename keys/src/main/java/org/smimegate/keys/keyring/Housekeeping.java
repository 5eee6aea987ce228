package org.smimegate.keys.keyring;

import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.keys.DirectoryUnavailableException;

/** What no mail waits for: once a minute the usage of entries is written, once an hour the audit trail is trimmed. */
final class Housekeeping implements Closeable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Housekeeping.class);
    private static final long FLUSH_SECONDS = 60;
    private static final Duration TRIM = Duration.ofHours(1);

    private final Database database;
    private final UsageLog usage;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private Instant nextTrim;

    Housekeeping(Database database, UsageLog usage, Clock clock) {
        this.database = database;
        this.usage = usage;
        this.clock = clock;
        this.nextTrim = clock.instant();
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "smime-keyring");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    void start() {
        thread.scheduleWithFixedDelay(this::run, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    private void run() {
        try {
            Instant now = clock.instant();
            usage.flush(now);
            if (!now.isBefore(nextTrim)) {
                trim();
                nextTrim = now.plus(TRIM);
            }
        } catch (DirectoryUnavailableException e) {
            LOGGER.warn("key ring: {}; its usage is written later", e.getMessage());
        } catch (RuntimeException e) {
            // Our own bug must not end the thread.
            LOGGER.error("key ring: housekeeping failed", e);
        }
    }

    /** Shortens the audit trail to what is kept. */
    void trim() throws DirectoryUnavailableException {
        if (!database.isThere()) {
            return;
        }
        boolean done;
        do {
            done = database.write(handle -> AuditRows.trim(handle, clock.instant()));
        } while (!done);
    }

    /** Writes what waits, if it can be written now. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            usage.flush(clock.instant());
        } catch (DirectoryUnavailableException e) {
            LOGGER.warn("key ring: {}; when entries were used in the last minute is lost", e.getMessage());
        }
    }
}
