package org.smimegate.keys;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What files and the files of folders look like from outside; equal as long as nobody changed them. The mode counts,
 * so that a {@code chmod} that mends a file is noticed.
 */
record FileStamps(Map<Path, Stamp> stamps) {
    private static final Stamp UNREADABLE = new Stamp(FileTime.fromMillis(0), -1, "unreadable", "");

    record Stamp(FileTime modified, long size, String identity, String mode) {}

    /** Folders are looked into, one level deep; what is missing has no stamp. */
    static FileStamps of(Collection<Path> filesAndFolders) {
        Map<Path, Stamp> stamps = new HashMap<>();
        for (Path path : filesAndFolders) {
            if (Files.isDirectory(path)) {
                addFolder(path, stamps);
            } else {
                add(path, stamps);
            }
        }
        return new FileStamps(stamps);
    }

    private static void addFolder(Path folder, Map<Path, Stamp> stamps) {
        // The folder itself counts by being there: its own time changes with every hidden file.
        stamps.put(folder, new Stamp(FileTime.fromMillis(0), 0, "folder", ""));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, f -> !f.getFileName().toString().startsWith("."))) {
            files.forEach(file -> add(file, stamps));
        } catch (IOException e) {
            stamps.put(folder, UNREADABLE);
        }
    }

    private static void add(Path file, Map<Path, Stamp> stamps) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            stamps.put(file, stamp(file));
        } catch (IOException e) {
            stamps.put(file, UNREADABLE);
        }
    }

    private static Stamp stamp(Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix == null) {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
            return stamp(a, "");
        }
        PosixFileAttributes a = posix.readAttributes();
        return stamp(a, a.permissions() + " " + a.owner());
    }

    private static Stamp stamp(BasicFileAttributes a, String mode) {
        return new Stamp(a.lastModifiedTime(), a.size(), String.valueOf(a.fileKey()), mode);
    }
}
