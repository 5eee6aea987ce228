package org.smimegate.gateway;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.gateway.tls.ServerTrust;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Reloading;

/** Reads the folders of anchors and intermediates. */
final class TrustLoader {
    private TrustLoader() {}

    /** The trust store, following changes of its folders. */
    static Reloading<TrustStore> start(GatewaySettings.Trust settings) throws KeyFileException {
        ConfiguredPath anchors = settings.anchors();
        ConfiguredPath intermediates = settings.intermediates();
        return Reloading.start(
                "trust",
                List.of(anchors.path(), intermediates.path()),
                () -> TrustStore.of(anchors.certificates(), intermediates.certificates()));
    }

    /** Whom deliveries believe, following changes of the folder; without one the JVM's roots. */
    static Supplier<ServerTrust> start(GatewaySettings.Tls settings) throws KeyFileException {
        if (settings.anchors().isEmpty()) {
            ServerTrust jvm = ServerTrust.ofJvm();
            return () -> jvm;
        }
        ConfiguredPath folder = settings.anchors().get();
        return Reloading.start("anchors for TLS", List.of(folder.path()), () -> ServerTrust.of(filled(folder)));
    }

    private static List<X509Certificate> filled(ConfiguredPath folder) throws KeyFileException {
        List<X509Certificate> anchors = folder.certificates();
        if (anchors.isEmpty()) {
            throw new KeyFileException(folder.place() + ": " + folder.path()
                    + ": no certificates, so no server would be believed (expected: PEM files of CAs)");
        }
        return anchors;
    }
}
