package org.smimegate.admin.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the folder for temporary files, where James writes opened mail, is the server's alone. */
final class TempFolderCheck {
    private static final String FILE = "jvm.properties";
    private static final String PROPERTY = "java.io.tmpdir";
    private static final Set<PosixFilePermission> OWNERS = Set.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private TempFolderCheck() {}

    /** @param conf beside it is the server's working folder; nothing is said of what is not set there */
    static Optional<Mistake> run(Path conf) throws IOException {
        Path file = conf.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> value = value(lines.get(i));
            if (value.isPresent()) {
                int line = i + 1;
                return problem(conf.resolveSibling(value.get()))
                        .map(problem -> new Mistake(
                                FILE,
                                line,
                                PROPERTY + ": " + value.get() + " " + problem
                                        + " (expected: a folder of mode 0700 that is the server's alone)"));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> value(String line) {
        String[] parts = line.strip().split("\\s*[=:]\\s*", 2);
        return parts.length == 2 && parts[0].equals(PROPERTY) ? Optional.of(parts[1]) : Optional.empty();
    }

    private static Optional<String> problem(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.of("is no folder");
        }
        return OWNERS.containsAll(Files.getPosixFilePermissions(folder))
                ? Optional.empty()
                : Optional.of("is open to others");
    }
}
