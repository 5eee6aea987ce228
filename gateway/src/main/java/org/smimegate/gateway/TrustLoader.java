package org.smimegate.gateway;

import java.nio.file.Files;
import java.util.List;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Reloading;

/** Reads the folders of anchors and intermediates. */
final class TrustLoader {
    private TrustLoader() {}

    /** The trust store, following changes of its folders. */
    static Reloading<TrustStore> start(GatewaySettings.Trust settings) throws KeyFileException {
        ConfiguredPath anchors = settings.anchors();
        ConfiguredPath intermediates = settings.intermediates();
        requireCrlFolder(settings.revocation().crls());
        return Reloading.start(
                "trust",
                List.of(anchors.path(), intermediates.path()),
                () -> TrustStore.of(anchors.certificates(), intermediates.certificates()));
    }

    private static void requireCrlFolder(ConfiguredPath crls) throws KeyFileException {
        if (crls.written() && !Files.isDirectory(crls.path())) {
            throw new KeyFileException(crls.place() + ": " + crls.path() + ": no such folder");
        }
    }
}
