package org.smimegate.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** The embedded key ring of a running server, read beside it by a client of the database that is not ours. */
public final class RingTable {
    private static final String FILE = "var/smime/keyring";

    private final Path file;

    private RingTable(Path file) {
        this.file = file;
    }

    public static RingTable of(Organisation server) {
        return new RingTable(server.james().folder().resolve(FILE));
    }

    /** Whose certificates are there, in whatever state. */
    public Set<String> owners() {
        return Files.exists(file.resolveSibling(file.getFileName() + ".mv.db"))
                ? column("select owner from smime_entry")
                : Set.of();
    }

    private Set<String> column(String sql) {
        String url = "jdbc:h2:file:" + file + ";AUTO_SERVER=TRUE;IFEXISTS=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> values = new HashSet<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(url + ": " + sql, e);
        }
    }
}
