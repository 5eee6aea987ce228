package org.smimegate.keys.keyring;

import java.sql.SQLException;

class PostgresKeyRingTest extends KeyRingContract {
    private final String url;

    PostgresKeyRingTest() throws SQLException {
        url = TestPostgres.newDatabase();
    }

    @Override
    String url() {
        return url;
    }
}
