package org.smimegate.keys;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.trust.CertificateFormatException;
import org.smimegate.core.trust.Certificates;

/**
 * A folder of certificate files: PEM, DER or PKCS#7, each with one certificate or several. Subfolders and hidden files
 * do not count; files of other suffixes are named in the log.
 */
public final class CertificateFolder {
    private static final Logger LOGGER = LoggerFactory.getLogger(CertificateFolder.class);
    private static final Set<String> SUFFIXES = Set.of("pem", "crt", "cer", "cert", "der", "p7b", "p7c");

    /** What one file holds, in its order. */
    public record CertificateFile(Path path, List<X509Certificate> certificates) {
        public CertificateFile {
            certificates = List.copyOf(certificates);
        }
    }

    private CertificateFolder() {}

    /**
     * Reads every certificate file, in the order of their names.
     *
     * @throws KeyFileException no such folder, or a file that cannot be read; the message names it
     */
    public static List<CertificateFile> read(Path folder) throws KeyFileException {
        KeyFiles.requireFolder(folder);
        List<CertificateFile> files = new ArrayList<>();
        for (Path file : certificateFiles(folder)) {
            files.add(new CertificateFile(file, certificates(file)));
        }
        return files;
    }

    /** As {@link #read}, but a folder that is not there is empty. */
    public static List<CertificateFile> readIfThere(Path folder) throws KeyFileException {
        return Files.exists(folder) ? read(folder) : List.of();
    }

    private static List<X509Certificate> certificates(Path file) throws KeyFileException {
        try {
            return Certificates.read(file);
        } catch (CertificateFormatException e) {
            throw new KeyFileException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new KeyFileException(KeyFiles.explain(file, e), e);
        }
    }

    private static List<Path> certificateFiles(Path folder) throws KeyFileException {
        List<Path> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (SUFFIXES.contains(suffix(name))) {
                    found.add(file);
                } else if (!name.startsWith(".") && !name.startsWith("README")) {
                    others.add(name);
                }
            }
        } catch (IOException e) {
            throw new KeyFileException(KeyFiles.explain(folder, e), e);
        }
        if (!others.isEmpty()) {
            LOGGER.warn("{}: not read: {} (expected: files that end in {})", folder, others, suffixes());
        }
        found.sort(null);
        return found;
    }

    private static String suffix(String name) {
        return name.startsWith(".")
                ? ""
                : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String suffixes() {
        return String.join(", ", SUFFIXES.stream().sorted().map(s -> "." + s).toList());
    }
}
