package org.smimegate.core.message;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A private folder (mode 0700) for plaintext that does not fit in memory. Its files (mode 0600) lose their name the
 * moment they are open: a process that dies, however it dies, leaves no plaintext that could be found by name, and
 * several processes may share the folder. What a crash between these two steps left is wiped when the folder is
 * opened.
 */
public final class SpoolFolder {
    /** Content up to this size stays in memory, unless more is expected; bytes. */
    public static final int MEMORY_THRESHOLD = 256 * 1024;

    private static final int USUAL_SIZE = 8 * 1024;
    private static final String PREFIX = "smimegate-spool-";
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;

    private SpoolFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens (creates, makes private, wipes) the folder.
     *
     * @throws IOException it cannot be made, is a link, belongs to somebody else, is open to others and in other use
     */
    public static SpoolFolder open(Path folder) throws IOException {
        create(folder);
        requireFolder(folder);
        List<Path> foreign = wipe(folder);
        makePrivate(folder, foreign);
        SpoolFolder opened = new SpoolFolder(folder);
        opened.requireOwn();
        return opened;
    }

    private static void create(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(folder, asFileAttribute(PRIVATE_FOLDER));
        } catch (FileAlreadyExistsException e) {
            // What stands there is judged next, whoever made it.
            return;
        } catch (UnsupportedOperationException e) {
            throw new IOException("spool folder " + folder + ": no owner permissions (expected: a POSIX file system)");
        }
    }

    private static void requireFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            throw new IOException("spool folder " + folder + ": a link or a file (expected: a folder)");
        }
        FileStore store = Files.getFileStore(folder);
        if (!store.supportsFileAttributeView("posix")) {
            throw new IOException(
                    "spool folder " + folder + ": on " + store.type() + " (expected: a POSIX file system)");
        }
    }

    /** Deletes files of dead processes; a live one has its files open already and needs no names. */
    private static List<Path> wipe(Path folder) throws IOException {
        List<Path> foreign = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().startsWith(PREFIX) && !Files.isDirectory(entry, NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(entry);
                } else {
                    foreign.add(entry);
                }
            }
        }
        return foreign;
    }

    /** A folder like /tmp, given by mistake, must not lose its mode. */
    private static void makePrivate(Path folder, List<Path> foreign) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder, NOFOLLOW_LINKS);
        if (mode.equals(PRIVATE_FOLDER)) {
            return;
        }
        if (!foreign.isEmpty()) {
            throw new IOException("spool folder " + folder + ": mode " + PosixFilePermissions.toString(mode)
                    + " and holds other files, as " + foreign.get(0).getFileName()
                    + " (expected: mode rwx------, or an empty folder)");
        }
        Files.setPosixFilePermissions(folder, PRIVATE_FOLDER);
    }

    /** The owner of a new file is this process; who owns the folder could make it public again. */
    private void requireOwn() throws IOException {
        Path probe = createFile();
        try {
            UserPrincipal self = Files.getOwner(probe, NOFOLLOW_LINKS);
            UserPrincipal owner = Files.getOwner(folder, NOFOLLOW_LINKS);
            if (!owner.equals(self)) {
                throw new IOException("spool folder " + folder + ": owned by " + owner.getName() + " (expected: "
                        + self.getName() + ")");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private Path createFile() throws IOException {
        return Files.createFile(folder.resolve(PREFIX + UUID.randomUUID()), asFileAttribute(PRIVATE_FILE));
    }

    /** A new empty spool; closing it deletes its content. */
    public Spool newSpool() {
        return newSpool(USUAL_SIZE);
    }

    /**
     * A new empty spool; closing it deletes its content.
     *
     * @param expected about how many bytes will be written to it. A good guess saves memory; after one above
     *     {@link #MEMORY_THRESHOLD}, all but small content goes to a file
     */
    public Spool newSpool(long expected) {
        return new Spool(this, expected);
    }

    /** An open file without a name: its content is gone when the channel is closed or the process ends. */
    FileChannel newFile() throws IOException {
        Path path = folder.resolve(PREFIX + UUID.randomUUID());
        FileChannel channel = FileChannel.open(
                path,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                asFileAttribute(PRIVATE_FILE));
        try {
            Files.deleteIfExists(path);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
