package org.smimegate.keys.revocation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.keys.KeyFileException;

/**
 * Revocation lists on disk, so that a restart begins with what was known. Private (mode 0700), for whoever writes in it
 * could take back a revocation by an older list. Not for two processes at once. The files belong to it: what is broken
 * or of no use any more is removed; files of other names are left alone.
 */
final class CacheFolder {
    private static final Logger LOGGER = LoggerFactory.getLogger(RevocationFetcher.class);
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final String UNFINISHED = "*.new";
    private static final String FILES = "*" + CachedList.SUFFIX;

    private final Path folder;

    private CacheFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws KeyFileException it cannot be made or used; the message names it */
    static CacheFolder open(Path folder) throws KeyFileException {
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
            CacheFolder cache = new CacheFolder(folder);
            cache.requirePrivate();
            for (Path unfinished : cache.files(UNFINISHED)) {
                Files.delete(unfinished);
            }
            return cache;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Of another process: to look at only. */
    static CacheFolder of(Path folder) {
        return new CacheFolder(folder);
    }

    private static KeyFileException unusable(Path folder, IOException e) {
        return new KeyFileException(folder + ": cannot be used: " + e + " (expected: a folder to write in)", e);
    }

    private void requirePrivate() throws IOException, KeyFileException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
        others.removeAll(PRIVATE);
        if (!others.isEmpty()) {
            throw new KeyFileException(folder + ": open to others (expected: mode 0700)");
        }
    }

    private List<Path> files(String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(files::add);
        }
        return files;
    }

    /** What can be read and is of use; the rest stays. */
    List<CachedList> lookAt(AllowedUrls allowed, Instant now) throws KeyFileException {
        List<CachedList> lists = new ArrayList<>();
        try {
            for (Path file : files(FILES)) {
                CachedList.read(file).filter(l -> l.isOfUse(allowed, now)).ifPresent(lists::add);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return lists;
    }

    /** What can be read and is of use; the rest is removed. */
    List<CachedList> read(AllowedUrls allowed, Instant now) throws KeyFileException {
        List<CachedList> lists = new ArrayList<>();
        try {
            for (Path file : files(FILES)) {
                Optional<CachedList> list = CachedList.read(file).filter(l -> l.isOfUse(allowed, now));
                list.ifPresent(lists::add);
                if (list.isEmpty()) {
                    LOGGER.info("{}: removed (expected: a list of an allowed host, not long over)", file);
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return lists;
    }

    /** Whoever reads meanwhile, or after a crash, finds the old file or the new one. */
    void write(ListPlace place, byte[] der) {
        String name = CachedList.name(place);
        try {
            Path unfinished = Files.write(folder.resolve(name + ".new"), CachedList.content(place, der));
            Files.move(
                    unfinished,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOGGER.warn("{}: {} is not kept for a restart: {}", folder, place, e.toString());
        }
    }

    /** Removes every other file. */
    void keepOnly(Set<ListPlace> places) {
        Set<String> names = places.stream().map(CachedList::name).collect(Collectors.toSet());
        try {
            for (Path file : files(FILES)) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOGGER.warn("{}: old lists stay: {}", folder, e.toString());
        }
    }
}
