package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the things under test lie in this checkout; the build says so through system properties. */
public final class Project {
    private Project() {}

    /** A file of the checkout, for example {@code conf/james-server}. */
    public static Path file(String path) {
        return required("smimegate.root").resolve(path);
    }

    /** The extension jar, exactly as it is shipped. */
    public static Path bundle() {
        return required("smimegate.bundle");
    }

    /** A jar with mailets that break down when a message asks for it: package {@code org.smimegate.mailets.testing}. */
    public static Path faults() {
        return required("smimegate.faults");
    }

    /** The class path of an untouched James server. */
    static String jamesClassPath() {
        try {
            return Files.readString(required("smimegate.james.classpath"), UTF_8)
                    .trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new AssertionError("system property " + property + " is not set: run the tests through Maven");
        }
        Path path = Path.of(value).normalize();
        if (!Files.exists(path)) {
            throw new AssertionError(path + " does not exist: build it first (mvn verify)");
        }
        return path;
    }
}
