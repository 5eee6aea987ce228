package org.smimegate.keys.keyring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.keys.DirectoryUnavailableException;

/** A few connections to the database, made when the first is needed. Thread-safe. */
final class Database implements Closeable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 4;
    private static final long CONNECTION_MILLIS = 3_000;
    private static final long VALIDATION_MILLIS = 1_000;
    private static final int QUERY_SECONDS = 10;
    /** Whoever comes so soon after a failed connection need not wait for the next one to fail. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final DatabaseSource source;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Pool pool;
    private volatile @Nullable Outage outage;
    private volatile boolean closed;

    private record Pool(HikariDataSource connections, Jdbi jdbi) {}

    private record Outage(DirectoryUnavailableException reason, long since) {
        boolean isFresh() {
            return System.nanoTime() - since < PAUSE;
        }
    }

    private Database(DatabaseSource source) {
        this.source = source;
    }

    /** @throws KeyRingException what is there can never be used as configured */
    static Database open(DatabaseSource source) throws KeyRingException {
        Database database = new Database(source);
        if (source.isThere()) {
            try {
                database.pool = connect(source);
            } catch (SQLException | IOException | FlywayException e) {
                if (!SqlTrouble.passes(e)) {
                    throw new KeyRingException(source.trouble().told(e), e);
                }
                LOGGER.warn(
                        "key ring: {}; asked again when it is needed",
                        source.trouble().told(e));
            }
        }
        return database;
    }

    /** Whether there is anything to read; if not, only a write makes it. */
    boolean isThere() {
        return pool != null || source.isThere();
    }

    /** @param otherwise the answer if there is no database yet */
    <T> T read(T otherwise, Function<Handle, T> query) throws DirectoryUnavailableException {
        return isThere() ? guarded(jdbi -> jdbi.withHandle(query::apply)) : otherwise;
    }

    /** All or nothing. */
    <T> T write(Function<Handle, T> work) throws DirectoryUnavailableException {
        return guarded(jdbi -> jdbi.inTransaction(work::apply));
    }

    /** To be called after much was stored at once, which stays stored if this fails. */
    void updateStatistics() {
        try {
            for (String statement : source.statistics()) {
                guarded(jdbi -> jdbi.withHandle(handle -> handle.execute(statement)));
            }
        } catch (DirectoryUnavailableException e) {
            LOGGER.warn("key ring: slow until the database counts by itself: {}", e.getMessage());
        }
    }

    private <T> T guarded(Function<Jdbi, T> use) throws DirectoryUnavailableException {
        Outage last = outage;
        if (last != null && last.isFresh()) {
            throw last.reason();
        }
        try {
            T result = use.apply(connected().jdbi());
            outage = null;
            return result;
        } catch (JdbiException | SQLException | IOException | FlywayException | KeyRingException e) {
            DirectoryUnavailableException reason = source.trouble().unavailable(e);
            if (SqlTrouble.isConnectionLost(e)) {
                outage = new Outage(reason, System.nanoTime());
            }
            throw reason;
        }
    }

    private Pool connected() throws SQLException, IOException, KeyRingException {
        Pool ready = pool;
        if (ready != null) {
            return ready;
        }
        opening.lock();
        try {
            if (closed) {
                throw new SQLException("closed");
            }
            Pool made = pool == null ? connect(source) : pool;
            pool = made;
            return made;
        } finally {
            opening.unlock();
        }
    }

    /** The first connection is made by hand: it says at once what is wrong, where a pool would wait and try again. */
    private static Pool connect(DatabaseSource source) throws SQLException, IOException, KeyRingException {
        source.prepare();
        try (Connection first = source.connections().getConnection()) {
            source.protect();
            Migrations.run(source);
            return pool(new HikariDataSource(settings(source)));
        }
    }

    /** A pool that gives no connection is closed: its threads would go on trying, and take one each later. */
    private static Pool pool(HikariDataSource connections) throws SQLException {
        boolean complete = false;
        try {
            connections.getConnection().close();
            Jdbi jdbi = Jdbi.create(connections);
            jdbi.getConfig(SqlStatements.class).setQueryTimeout(QUERY_SECONDS);
            complete = true;
            return new Pool(connections, jdbi);
        } finally {
            if (!complete) {
                connections.close();
            }
        }
    }

    private static HikariConfig settings(DatabaseSource source) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("smime-keyring");
        settings.setDataSource(source.connections());
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(CONNECTION_MILLIS);
        settings.setValidationTimeout(VALIDATION_MILLIS);
        settings.setInitializationFailTimeout(-1);
        settings.setExceptionOverride(new Evicting());
        if (source.inMemory()) {
            settings.setMaxLifetime(0);
            settings.setIdleTimeout(0);
            settings.setMinimumIdle(CONNECTIONS);
        }
        return settings;
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (pool != null) {
                pool.connections().close();
            }
        } finally {
            opening.unlock();
        }
    }

    /** The pool knows what PostgreSQL says of a connection that is lost, but not what H2 says. */
    private static final class Evicting implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return SqlTrouble.isConnectionLost(e) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
