package org.smimegate.keys.keyring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.smimegate.keys.DirectoryUnavailableException;

/**
 * Hears what others change. Asks the database at most once a second, when somebody wants to know; whoever comes
 * meanwhile waits for the answer, for what is remembered counts only if the database could be asked.
 */
final class ChangeFeed {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    /** After so many changes everything is read anew. */
    private static final long MOST = 1_000;

    private final Database database;
    private final Consumer<Changes> told;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile long nextLook;
    private long known = -1;

    private record Heard(long version, Changes changes) {}

    ChangeFeed(Database database, Consumer<Changes> told, LongSupplier nanoTime) {
        this.database = database;
        this.told = told;
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong();
    }

    /** After this call nothing is remembered that was changed more than a second ago. */
    void follow() throws DirectoryUnavailableException {
        if (isFresh()) {
            return;
        }
        asking.lock();
        try {
            if (!isFresh()) {
                long begin = nanoTime.getAsLong();
                Heard heard = database.read(new Heard(known, new Changes(Set.of(), false, false)), this::ask);
                told.accept(heard.changes());
                known = heard.version();
                nextLook = begin + INTERVAL;
            }
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh() {
        return nanoTime.getAsLong() - nextLook < 0;
    }

    private Heard ask(Handle handle) {
        long version = handle.createQuery("select version from smime_version")
                .mapTo(Long.class)
                .one();
        if (version == known) {
            return new Heard(version, new Changes(Set.of(), false, false));
        }
        // A smaller version is a database that was put back from a copy.
        boolean tooMany = known < 0 || version < known || version - known > MOST;
        return new Heard(version, tooMany ? Changes.all() : changes(handle, version));
    }

    private Changes changes(Handle handle, long version) {
        List<Changes> heard = handle.createQuery(
                        "select owner, pins from smime_change where version > :known and version <= :version")
                .bind("known", known)
                .bind("version", version)
                .map(ChangeFeed::map)
                .list();
        return new Changes(
                heard.stream().flatMap(c -> c.owners().stream()).collect(Collectors.toSet()),
                heard.stream().anyMatch(Changes::everything),
                heard.stream().anyMatch(Changes::pins));
    }

    private static Changes map(ResultSet row, StatementContext context) throws SQLException {
        String owner = row.getString("owner");
        return new Changes(owner == null ? Set.of() : Set.of(owner), owner == null, row.getBoolean("pins"));
    }
}
