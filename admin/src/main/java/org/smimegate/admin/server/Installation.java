package org.smimegate.admin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.smimegate.admin.console.CannotRunException;

/** The project's folder after a build: the extension jar, James' class path, the sample configurations. */
public record Installation(Path home) {
    private static final String PROPERTY = "smimegate.home";
    private static final String BUNDLE = "bundle/target/smimegate-james-3.8.jar";
    private static final String CLASS_PATH = "bundle/target/james.classpath";

    /** The folder that the launcher names, else the one we are in. */
    public static Installation find() throws CannotRunException {
        Path home = Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("conf/mail-server"))) {
            throw new CannotRunException(home + ": not smimegate's folder (expected: to be started by ./smimegate)");
        }
        return new Installation(home);
    }

    public Path bundle() throws CannotRunException {
        return built(BUNDLE);
    }

    public String classPath() throws CannotRunException {
        Path file = built(CLASS_PATH);
        try {
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            throw new CannotRunException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** A sample configuration, {@code mail-server} or {@code relay}. */
    public Path conf(String name) {
        return home.resolve("conf").resolve(name);
    }

    private Path built(String name) throws CannotRunException {
        Path file = home.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new CannotRunException(file + ": not there (expected: to be built, by mvn -B package -DskipTests)");
        }
        return file;
    }
}
