package org.smimegate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for one run; closing deletes it with all that is in it.
 *
 * @param path where it is
 */
public record TempFolder(Path path) implements AutoCloseable {
    public static TempFolder make() throws IOException {
        return new TempFolder(Files.createTempDirectory("smimegate-bench"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                // A server that ends may delete, too.
                Files.deleteIfExists(file);
            }
        }
    }
}
