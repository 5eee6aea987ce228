package org.smimegate.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.keys.CertificateFolder;
import org.smimegate.keys.FolderReader.Content;
import org.smimegate.keys.KeyFileException;

/**
 * A file or folder that smime.xml names, or a default.
 *
 * @param place for messages
 * @param written false: a default, which may be missing
 */
public record ConfiguredPath(String place, Path path, boolean written) {
    /** Whether it counts: what smime.xml names must be there, a default only counts if it is. */
    boolean applies() {
        return written || Files.exists(path);
    }

    /** All certificates of the folder. */
    List<X509Certificate> certificates() throws KeyFileException {
        try {
            List<Content<X509Certificate>> files =
                    written ? CertificateFolder.read(path) : CertificateFolder.readIfThere(path);
            return files.stream().flatMap(f -> f.items().stream()).toList();
        } catch (KeyFileException e) {
            throw new KeyFileException(place + ": " + e.getMessage(), e);
        }
    }
}
