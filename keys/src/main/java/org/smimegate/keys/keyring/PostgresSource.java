package org.smimegate.keys.keyring;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database that several servers may share. */
final class PostgresSource implements DatabaseSource {
    static final String PREFIX = "jdbc:postgresql:";

    private static final int CONNECT_SECONDS = 3;
    private static final int LOGIN_SECONDS = 5;
    private static final int ANSWER_SECONDS = 15;

    private final PGSimpleDataSource connections;
    private final SqlTrouble trouble;

    private PostgresSource(PGSimpleDataSource connections, SqlTrouble trouble) {
        this.connections = connections;
        this.trouble = trouble;
    }

    static PostgresSource of(KeyRingSettings settings) throws KeyRingException {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        try {
            connections.setURL(settings.url());
        } catch (IllegalArgumentException e) {
            // The driver's own message repeats the URL, which may hold a password.
            throw new KeyRingException(SqlTrouble.shown(settings.url())
                    + ": not readable (expected: jdbc:postgresql://HOST:PORT/DATABASE)");
        }
        if (!settings.user().isEmpty()) {
            connections.setUser(settings.user());
        }
        settings.secret().ifPresent(s -> connections.setPassword(new String(s.reveal())));
        limitWaiting(connections, settings.url());
        return new PostgresSource(connections, SqlTrouble.of(settings));
    }

    /** A database that hangs must not hang the mail. */
    private static void limitWaiting(PGSimpleDataSource connections, String url) {
        if (!url.contains("connectTimeout=")) {
            connections.setConnectTimeout(CONNECT_SECONDS);
        }
        if (!url.contains("loginTimeout=")) {
            connections.setLoginTimeout(LOGIN_SECONDS);
        }
        if (!url.contains("socketTimeout=")) {
            connections.setSocketTimeout(ANSWER_SECONDS);
        }
        if (!url.contains("ApplicationName=")) {
            connections.setApplicationName("smimegate");
        }
        connections.setTcpKeepAlive(true);
        connections.setReWriteBatchedInserts(true);
    }

    @Override
    public DataSource connections() {
        return connections;
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public void prepare() {}

    @Override
    public void protect() {}

    /** Texts sort by their bytes, whatever the language of the database. */
    @Override
    public Map<String, String> types() {
        return Map.of("text", "text collate \"C\"", "bytes", "bytea");
    }

    /** The server's own housekeeping would do it, some minutes later. */
    @Override
    public List<String> statistics() {
        return List.of("analyze smime_entry", "analyze smime_chain");
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public SqlTrouble trouble() {
        return trouble;
    }
}
