package org.smimegate.admin.cert.trial;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.gateway.GatewaySettings;
import org.smimegate.keys.CertificateFolder;
import org.smimegate.keys.FolderReader.Content;
import org.smimegate.keys.KeyFileException;

/** The folders that say whom the gateway believes in mail, file by file. */
record TrustFolders(Folder anchors, Folder intermediates) {
    /** @param name what to call it */
    record Folder(String name, List<Content<X509Certificate>> files) {
        Folder {
            files = List.copyOf(files);
        }

        static Folder read(Path path) throws CannotRunException {
            try {
                return new Folder(Origins.shown(path), CertificateFolder.readIfThere(path));
            } catch (KeyFileException e) {
                throw new CannotRunException(String.valueOf(e.getMessage()), e);
            }
        }

        List<X509Certificate> certificates() {
            return files.stream().flatMap(file -> file.items().stream()).toList();
        }
    }

    /** Those of a configuration, or of options. */
    static TrustFolders of(GatewaySettings.Trust settings, TestOptions.Whose whose) throws CannotRunException {
        boolean given = whose.config().isPresent() || whose.intermediates().isPresent();
        return new TrustFolders(
                Folder.read(settings.anchors().path()),
                given
                        ? Folder.read(settings.intermediates().path())
                        : new Folder("a folder for --intermediates", List.of()));
    }

    TrustStore store() {
        return TrustStore.of(anchors.certificates(), intermediates.certificates());
    }

    Origins origins() {
        return new Origins().with("trust anchor", anchors.files()).with("intermediate", intermediates.files());
    }
}
