package org.smimegate.keys;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.smimegate.core.trust.Certificates;

/** A folder of certificate files: PEM, DER or PKCS#7, each with one certificate or several. */
public final class CertificateFolder {
    private static final FolderReader<X509Certificate> READER = new FolderReader<>(
            "certificate files", Set.of("pem", "crt", "cer", "cert", "der", "p7b", "p7c"), Certificates::read);

    private CertificateFolder() {}

    /**
     * Reads every certificate file, in the order of their names.
     *
     * @throws KeyFileException no such folder, or a file that cannot be read; the message names it
     */
    public static List<FolderReader.Content<X509Certificate>> read(Path folder) throws KeyFileException {
        return READER.read(folder);
    }

    /** As {@link #read}, but a folder that is not there is empty. */
    public static List<FolderReader.Content<X509Certificate>> readIfThere(Path folder) throws KeyFileException {
        return READER.readIfThere(folder);
    }
}
