package org.smimegate.admin.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the folder for temporary files, where James writes opened mail, is the server's alone. Only what jvm.properties
 * says can be seen; the server's command line may say more.
 */
record TempFolderCheck(Path conf, Optional<Named> named) {
    private static final String FILE = "jvm.properties";
    private static final String PROPERTY = "java.io.tmpdir";
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private record Named(String folder, int line) {}

    /** @param conf beside it is the server's working folder */
    static TempFolderCheck read(Path conf) throws IOException {
        Path file = conf.resolve(FILE);
        List<String> lines =
                Files.isRegularFile(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        Optional<Named> named = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).strip().split("\\s*[=:]\\s*", 2);
            if (parts.length == 2 && parts[0].equals(PROPERTY)) {
                named = Optional.of(new Named(parts[1], i + 1));
            }
        }
        return new TempFolderCheck(conf, named);
    }

    /** What to tell the administrator if nothing is said there. */
    Optional<String> remark() {
        return named.isPresent()
                ? Optional.empty()
                : Optional.of(FILE + " does not name " + PROPERTY + ": the server's command line must name a folder of"
                        + " mode 0700 that is the server's alone, for James writes opened mail there");
    }

    Optional<Mistake> mistake() throws IOException {
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String folder = named.get().folder();
        return problem(conf.resolveSibling(folder))
                .map(problem -> new Mistake(
                        FILE,
                        named.get().line(),
                        PROPERTY + ": " + folder + " " + problem
                                + " (expected: a folder of mode 0700 that is the server's alone)"));
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
