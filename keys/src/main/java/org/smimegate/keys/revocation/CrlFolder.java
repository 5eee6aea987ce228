package org.smimegate.keys.revocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.trust.CertificateFormatException;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.core.trust.RevocationLists;
import org.smimegate.core.trust.RevocationSource;
import org.smimegate.keys.FolderReader;
import org.smimegate.keys.FolderReader.Content;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Reloading;

/**
 * Revocation lists in a folder, PEM or DER; also under the names that {@code openssl rehash} gives them. Follows changes
 * of the folder; a broken new file keeps the old state.
 */
public final class CrlFolder implements RevocationSource {
    /** Large CAs publish lists of some tens of megabytes. */
    private static final int MAX_MEGABYTES = 64;

    private static final FolderReader<RevocationList> READER =
            new FolderReader<>("revocation lists", suffixes(), CrlFolder::lists);

    private final Reloading<CrlIndex> index;

    private CrlFolder(Reloading<CrlIndex> index) {
        this.index = index;
    }

    /**
     * Reads the folder.
     *
     * @throws KeyFileException no such folder, or a file in it that cannot be read
     */
    public static CrlFolder open(Path folder) throws KeyFileException {
        return open(folder, () -> READER.read(folder));
    }

    /** As {@link #open(Path)}, but a folder that is not there is empty until it appears. */
    public static CrlFolder openIfThere(Path folder) throws KeyFileException {
        return open(folder, () -> READER.readIfThere(folder));
    }

    private static CrlFolder open(Path folder, Reloading.Loader<List<Content<RevocationList>>> files)
            throws KeyFileException {
        return new CrlFolder(
                Reloading.start("revocation lists in " + folder, List.of(folder), () -> CrlIndex.of(files.load())));
    }

    @Override
    public Collection<RevocationList> listsOf(X500Principal issuer) {
        return index.get().listsOf(issuer);
    }

    /** How many lists there are now. */
    public int size() {
        return index.get().size();
    }

    private static List<RevocationList> lists(Path file)
            throws IOException, CertificateFormatException, KeyFileException {
        if (Files.size(file) > (long) MAX_MEGABYTES << 20) {
            throw new KeyFileException(
                    file + ": " + Files.size(file) + " bytes (expected: at most " + MAX_MEGABYTES + " MB)");
        }
        return RevocationLists.read(file);
    }

    private static Set<String> suffixes() {
        Stream<String> hashed = IntStream.range(0, 10).mapToObj(i -> "r" + i);
        return Stream.concat(Stream.of("crl", "pem", "der"), hashed).collect(Collectors.toUnmodifiableSet());
    }
}
