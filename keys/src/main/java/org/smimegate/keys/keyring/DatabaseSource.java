package org.smimegate.keys.keyring;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Where the database is and how to connect to it. */
sealed interface DatabaseSource permits H2Source, PostgresSource {
    static DatabaseSource of(KeyRingSettings settings) throws KeyRingException {
        String url = settings.url();
        if (url.startsWith(H2Source.FILE) || url.startsWith(H2Source.MEMORY)) {
            return H2Source.of(settings);
        }
        if (url.startsWith(PostgresSource.PREFIX)) {
            return PostgresSource.of(settings);
        }
        throw new KeyRingException(
                SqlTrouble.shown(url) + " (expected: jdbc:h2:file:PATH, jdbc:h2:mem:NAME or jdbc:postgresql:...)");
    }

    /** Makes a new connection each time. */
    DataSource connections();

    /** Whether there is anything to read; what is not there yet, the first connection makes. */
    boolean isThere();

    /** To be called before the first connection. */
    void prepare() throws IOException;

    /** To be called after the first connection. */
    void protect() throws IOException;

    /** What the database's own types are called in the migrations. */
    Map<String, String> types();

    /**
     * Statements that tell the database how much it holds, after much was stored at once: until it knows, it may read a
     * whole table for one look-up.
     */
    List<String> statistics();

    /** Whether everything is gone with the last connection. */
    boolean inMemory();

    /** Says in words what a driver reports. */
    SqlTrouble trouble();
}
