package org.smimegate.admin.cert.trial;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.gateway.GatewaySettings;
import org.smimegate.keys.CertificateFolder;
import org.smimegate.keys.CertificateFolder.CertificateFile;
import org.smimegate.keys.KeyFileException;

/** The folders that say whom the gateway believes in mail, file by file. */
record TrustFolders(
        Path anchorsFolder,
        List<CertificateFile> anchors,
        Path intermediatesFolder,
        List<CertificateFile> intermediates) {
    TrustFolders {
        anchors = List.copyOf(anchors);
        intermediates = List.copyOf(intermediates);
    }

    static TrustFolders of(GatewaySettings.Trust settings) throws CannotRunException {
        Path anchors = settings.anchors().path();
        Path intermediates = settings.intermediates().path();
        return new TrustFolders(anchors, files(anchors), intermediates, files(intermediates));
    }

    private static List<CertificateFile> files(Path folder) throws CannotRunException {
        try {
            return CertificateFolder.readIfThere(folder);
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    TrustStore store() {
        return TrustStore.of(certificates(anchors), certificates(intermediates));
    }

    Origins origins() {
        return new Origins().with("trust anchor", anchors).with("intermediate", intermediates);
    }

    boolean hasNoAnchors() {
        return certificates(anchors).isEmpty();
    }

    private static List<X509Certificate> certificates(List<CertificateFile> files) {
        return files.stream().flatMap(file -> file.certificates().stream()).toList();
    }
}
