package org.smimegate.admin.cert.trial;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.ConfiguredPath;
import org.smimegate.gateway.FileLocator;
import org.smimegate.gateway.GatewaySettings;
import org.smimegate.gateway.tls.ServerTrust;
import org.smimegate.keys.CertificateFolder;
import org.smimegate.keys.FolderReader.Content;
import org.smimegate.keys.KeyFileException;

/**
 * Whom RequireTls believes.
 *
 * @param words which anchors these are
 */
record ServerAnchors(ServerTrust trust, Origins origins, String words) {
    static ServerAnchors of(TestOptions.Whose whose) throws CannotRunException {
        Optional<Path> folder =
                whose.config().isPresent() ? configured(whose.config().get()) : whose.trust();
        return folder.isPresent() ? of(folder.get()) : ofJvm();
    }

    private static ServerAnchors ofJvm() {
        ServerTrust trust = ServerTrust.ofJvm();
        String words = "the JVM's roots";
        return new ServerAnchors(trust, new Origins().with("trust anchor, " + words, trust.anchors()), words);
    }

    private static ServerAnchors of(Path folder) throws CannotRunException {
        try {
            List<Content<X509Certificate>> files = CertificateFolder.read(folder);
            ServerTrust trust = ServerTrust.of(
                    files.stream().flatMap(file -> file.items().stream()).toList());
            return new ServerAnchors(trust, new Origins().with("trust anchor", files), Origins.shown(folder));
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<Path> configured(Path file) throws CannotRunException {
        Path absolute = file.toAbsolutePath().normalize();
        Path conf = absolute.getParent();
        try {
            return GatewaySettings.read(absolute, FileLocator.below(conf == null ? absolute : conf))
                    .tls()
                    .anchors()
                    .map(ConfiguredPath::path);
        } catch (ConfigurationException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }
}
