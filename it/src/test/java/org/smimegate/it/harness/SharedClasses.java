package org.smimegate.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The JVM's archive of James' loaded classes (class data sharing). One server is started and stopped to write it; every
 * later one starts in a fraction of the time. A JVM that cannot use the archive starts without it.
 */
final class SharedClasses {
    private static final int NO_NEXT_HOP = 1;
    private static final String PASSWORD = "secret";
    private static final String USER = "user@train.example";

    private SharedClasses() {}

    /** The flag that uses the archive, which is written first if need be. */
    static synchronized String flag() {
        Path archive = archive();
        if (!Files.exists(archive)) {
            write(archive);
        }
        return "-XX:SharedArchiveFile=" + archive;
    }

    private static Path archive() {
        String key = Project.jamesClassPath() + System.getProperty("java.vm.version");
        String name = String.format(Locale.ROOT, "james-%08x.jsa", key.hashCode());
        return Project.file("it").resolve("target").resolve(name);
    }

    private static void write(Path archive) {
        try {
            Path folder = Files.createTempDirectory(archive.getParent(), "training");
            Path draft = folder.resolve("classes.jsa");
            train(folder, draft);
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mail passes the server, so that the classes of its way are in the archive too. */
    private static void train(Path folder, Path draft) {
        JamesSetup setup =
                JamesSetup.in(folder.resolve("james")).minimalConf(NO_NEXT_HOP).user(USER, PASSWORD);
        try (JamesProcess james = setup.startWith("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:disable")) {
            james.smtp().send(USER, USER, RawMail.of("Subject: training\n\nSeen.\n"));
            james.inbox(USER).awaitOne();
            james.stop(Waits.START);
        }
    }
}
