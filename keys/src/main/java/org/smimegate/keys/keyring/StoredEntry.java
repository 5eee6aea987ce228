package org.smimegate.keys.keyring;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What must be known of a row to change or remove it. */
record StoredEntry(
        long id,
        String owner,
        String fingerprint,
        int bytes,
        @Nullable String chain,
        boolean pinned) {
    static final String SELECT = "select id, owner, fingerprint, bytes, chain, pinned from smime_entry ";

    static StoredEntry map(ResultSet row, StatementContext context) throws SQLException {
        return new StoredEntry(
                row.getLong("id"),
                row.getString("owner"),
                row.getString("fingerprint"),
                row.getInt("bytes"),
                row.getString("chain"),
                row.getBoolean("pinned"));
    }
}
