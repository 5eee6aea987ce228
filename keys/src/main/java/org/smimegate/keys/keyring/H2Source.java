package org.smimegate.keys.keyring;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.engine.SysProperties;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.keys.Secret;

/**
 * An embedded H2 database. The first process that opens the file serves it to the others (the command line beside a
 * running server) through a port of the loopback interface; whoever wants in must be able to read the private lock file.
 */
final class H2Source implements DatabaseSource {
    static final String FILE = "jdbc:h2:file:";
    static final String MEMORY = "jdbc:h2:mem:";

    private static final Logger LOGGER = LoggerFactory.getLogger(H2Source.class);
    private static final String STORE = ".mv.db";
    private static final List<String> SUFFIXES = List.of(STORE, ".lock.db");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final String LOOPBACK = "127.0.0.1";
    private static final boolean LISTENS_ON_LOOPBACK = listenOnLoopback();

    private final JdbcDataSource connections;
    private final Optional<Path> base;
    private final SqlTrouble trouble;

    private H2Source(JdbcDataSource connections, Optional<Path> base, SqlTrouble trouble) {
        this.connections = connections;
        this.base = base;
        this.trouble = trouble;
    }

    static H2Source of(KeyRingSettings settings) throws KeyRingException {
        boolean inMemory = settings.url().startsWith(MEMORY);
        JdbcDataSource connections = new JdbcDataSource();
        connections.setURL(inMemory ? named(settings.url()) : complete(settings.url()));
        connections.setUser(settings.user());
        settings.secret().map(Secret::reveal).ifPresent(connections::setPasswordChars);
        Optional<Path> base = inMemory ? Optional.empty() : Optional.of(path(settings.url()));
        return new H2Source(connections, base, SqlTrouble.of(settings));
    }

    private static Path path(String url) throws KeyRingException {
        Path path = Path.of(withoutSettings(url).substring(FILE.length()));
        if (!path.isAbsolute() || path.getFileName() == null) {
            throw new KeyRingException(SqlTrouble.shown(url) + " (expected: " + FILE + " and an absolute path)");
        }
        return path;
    }

    /** A database without a name would be another one for each connection. */
    private static String named(String url) {
        return withoutSettings(url).equals(MEMORY) ? MEMORY + UUID.randomUUID() + url.substring(MEMORY.length()) : url;
    }

    /** What the URL does not say itself. */
    private static String complete(String url) {
        List<String> settings = new ArrayList<>(List.of(
                // What a commit wrote is there even if the process is killed right after.
                "WRITE_DELAY=0",
                "LOCK_TIMEOUT=10000",
                "TRACE_LEVEL_FILE=0",
                // Milliseconds that the last one to close the file may take to give back what nobody needs any more.
                "MAX_COMPACT_TIME=10000"));
        // H2 takes only one of the two: beside a server for others it closes the database when the JVM ends.
        boolean serves = LISTENS_ON_LOOPBACK && !has(url, "FILE_LOCK") && !has(url, "DB_CLOSE_ON_EXIT");
        settings.add(serves ? "AUTO_SERVER=TRUE" : "DB_CLOSE_ON_EXIT=FALSE");
        // Another way to the same file: there a thread that is interrupted does not close it for all.
        StringBuilder complete = new StringBuilder(url.replaceFirst("^" + FILE, "jdbc:h2:async:"));
        for (String setting : settings) {
            if (!has(url, setting.substring(0, setting.indexOf('=')))) {
                complete.append(';').append(setting);
            }
        }
        return complete.toString();
    }

    private static boolean has(String url, String setting) {
        return url.toUpperCase(Locale.ROOT).contains(";" + setting + "=");
    }

    private static String withoutSettings(String url) {
        int end = url.indexOf(';');
        return end < 0 ? url : url.substring(0, end);
    }

    /** H2 has a property of the JVM for this and reads it once; others keep what they had. */
    private static boolean listenOnLoopback() {
        String property = "h2.bindAddress";
        String before = System.getProperty(property);
        System.setProperty(property, LOOPBACK);
        try {
            return LOOPBACK.equals(SysProperties.BIND_ADDRESS);
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    @Override
    public DataSource connections() {
        return connections;
    }

    @Override
    public boolean isThere() {
        return base.map(b -> Files.exists(file(b, STORE))).orElse(true);
    }

    /** The file is private from its first moment. */
    @Override
    public void prepare() throws IOException {
        if (base.isEmpty()) {
            return;
        }
        Path store = file(base.get(), STORE);
        Files.createDirectories(store.getParent(), PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
        try {
            Files.createFile(store, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
        } catch (FileAlreadyExistsException e) {
            LOGGER.debug("{}: there already", store);
        }
    }

    @Override
    public void protect() throws IOException {
        if (base.isEmpty()) {
            return;
        }
        for (String suffix : SUFFIXES) {
            Path file = file(base.get(), suffix);
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(file, PRIVATE_FILE);
            }
        }
    }

    private static Path file(Path base, String suffix) {
        return base.resolveSibling(base.getFileName() + suffix);
    }

    @Override
    public Map<String, String> types() {
        return Map.of("text", "varchar", "bytes", "varbinary");
    }

    /** H2 counts by itself. */
    @Override
    public List<String> statistics() {
        return List.of();
    }

    @Override
    public boolean inMemory() {
        return base.isEmpty();
    }

    @Override
    public SqlTrouble trouble() {
        return trouble;
    }
}
