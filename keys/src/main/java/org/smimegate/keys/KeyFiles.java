package org.smimegate.keys;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in plain words why a file cannot be read. */
final class KeyFiles {
    private KeyFiles() {}

    static void requireFile(Path file) throws KeyFileException {
        if (!Files.exists(file)) {
            throw new KeyFileException(file + ": no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new KeyFileException(file + ": not a file (expected: a regular file)");
        }
    }

    /** @param what the folder should hold */
    static void requireFolder(Path folder, String what) throws KeyFileException {
        if (!Files.exists(folder)) {
            throw new KeyFileException(folder + ": no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new KeyFileException(folder + ": not a folder (expected: a folder of " + what + ")");
        }
    }

    static String explain(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return file + ": no such file";
        }
        if (e instanceof AccessDeniedException) {
            return file + ": not readable for the user this server runs as";
        }
        return file + ": cannot be read: " + e.getMessage();
    }
}
