package org.smimegate.keys.keyring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.StringResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables of a key ring up to date; several processes may try at once. */
final class Migrations {
    private static final List<String> SCRIPTS = List.of("V1__key_ring.sql");
    private static final MigrationVersion NEWEST = MigrationVersion.fromVersion("1");

    private static final Logger LOGGER = LoggerFactory.getLogger(Migrations.class);
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 200;

    private Migrations() {}

    /** @throws KeyRingException a newer release has changed the tables */
    static void run(DatabaseSource source) throws KeyRingException {
        Flyway flyway = flyway(source);
        // Only now: to load Flyway sets its own again.
        LogFactory.setLogCreator(MigrationLog::new);
        refuseNewer(flyway, source);
        for (int attempt = 1; ; attempt++) {
            try {
                if (flyway.info().pending().length > 0) {
                    flyway.migrate();
                    LOGGER.info(
                            "{}: tables of the key ring are of version {} now",
                            source.trouble().shown(),
                            NEWEST);
                }
                return;
            } catch (FlywayException e) {
                // Another server may have been a moment earlier.
                if (attempt == ATTEMPTS || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Flyway flyway(DatabaseSource source) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source.connections())
                .table("smime_schema_history")
                // The database may hold other tables that are none of our business.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(source.types())
                .ignoreMigrationPatterns("*:future")
                .resourceProvider(new OwnScripts())
                .javaMigrationClassProvider(List::of)
                .load();
    }

    private static void refuseNewer(Flyway flyway, DatabaseSource source) throws KeyRingException {
        MigrationInfo current = flyway.info().current();
        if (current != null
                && current.getVersion() != null
                && current.getVersion().isNewerThan(NEWEST)) {
            throw new KeyRingException(source.trouble().shown() + ": tables of version " + current.getVersion()
                    + " (expected: at most " + NEWEST + "; a newer smimegate has been here)");
        }
    }

    /** Named one by one: nothing must depend on how a server's class loader lists the contents of a jar. */
    private static final class OwnScripts implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return SCRIPTS.contains(name) ? script(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return SCRIPTS.stream()
                    .filter(s -> s.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(s::endsWith))
                    .map(OwnScripts::script)
                    .toList();
        }

        private static LoadableResource script(String name) {
            return new NamedScript(name, text(name));
        }

        private static String text(String name) {
            try (InputStream in = Migrations.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + ": not in this jar");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class NamedScript extends StringResource {
        private final String name;

        NamedScript(String name, String text) {
            super(text);
            this.name = name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }
    }
}
