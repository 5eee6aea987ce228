package org.smimegate.keys.keyring;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A real PostgreSQL server, one for all tests of the JVM; each test takes a database of its own. */
final class TestPostgres {
    private TestPostgres() {}

    /** The URL of a new database without any table. */
    static String newDatabase() throws SQLException {
        return newDatabase(Shared.SERVER);
    }

    static String newDatabase(EmbeddedPostgres server) throws SQLException {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return server.getJdbcUrl("postgres", name);
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                // It ends with the JVM.
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
