package org.smimegate.keys;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.trust.CertificateFormatException;

/**
 * Reads the files of one kind in a folder, told by their suffixes. Subfolders and hidden files do not count; files of
 * other suffixes are named in the log.
 */
public final class FolderReader<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(FolderReader.class);

    private final String what;
    private final Set<String> suffixes;
    private final FileReader<T> reader;

    /** Reads one file. */
    public interface FileReader<T> {
        List<T> read(Path file) throws IOException, CertificateFormatException, KeyFileException;
    }

    /** What one file holds, in its order. */
    public record Content<T>(Path path, List<T> items) {
        public Content {
            items = List.copyOf(items);
        }
    }

    /**
     * @param what the files are, for messages
     * @param suffixes without dots, in small letters
     */
    public FolderReader(String what, Set<String> suffixes, FileReader<T> reader) {
        this.what = what;
        this.suffixes = Set.copyOf(suffixes);
        this.reader = reader;
    }

    /**
     * Reads every file of the kind, in the order of their names.
     *
     * @throws KeyFileException no such folder, or a file that cannot be read; the message names it
     */
    public List<Content<T>> read(Path folder) throws KeyFileException {
        KeyFiles.requireFolder(folder, what);
        List<Content<T>> contents = new ArrayList<>();
        for (Path file : files(folder)) {
            contents.add(new Content<>(file, items(file)));
        }
        return contents;
    }

    /** As {@link #read}, but a folder that is not there is empty. */
    public List<Content<T>> readIfThere(Path folder) throws KeyFileException {
        return Files.exists(folder) ? read(folder) : List.of();
    }

    private List<T> items(Path file) throws KeyFileException {
        try {
            return reader.read(file);
        } catch (CertificateFormatException e) {
            throw new KeyFileException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new KeyFileException(KeyFiles.explain(file, e), e);
        }
    }

    private List<Path> files(Path folder) throws KeyFileException {
        List<Path> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (suffixes.contains(suffix(name))) {
                    found.add(file);
                } else if (!name.startsWith(".") && !name.startsWith("README")) {
                    others.add(name);
                }
            }
        } catch (IOException e) {
            throw new KeyFileException(KeyFiles.explain(folder, e), e);
        }
        if (!others.isEmpty()) {
            LOGGER.warn("{}: not read: {} (expected: files that end in {})", folder, others, dotted());
        }
        found.sort(null);
        return found;
    }

    private static String suffix(String name) {
        return name.startsWith(".") || !name.contains(".")
                ? ""
                : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private String dotted() {
        return String.join(", ", suffixes.stream().sorted().map(s -> "." + s).toList());
    }
}
