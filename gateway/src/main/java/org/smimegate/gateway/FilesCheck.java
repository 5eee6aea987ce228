package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.gateway.GatewaySettings.Directory;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.KeyFileException;

/** Reads the files that a smime.xml names, key stores aside, each on its own. */
final class FilesCheck {
    private final GatewaySettings settings;
    private final Clock clock;
    private final List<String> mistakes = new ArrayList<>();

    FilesCheck(GatewaySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private interface Step {
        void run() throws ConfigurationException, KeyFileException, IOException;
    }

    List<String> mistakes() {
        step(this::anchors);
        step(() -> settings.trust().intermediates().certificates());
        step(() -> TrustLoader.start(settings.trust()));
        step(() -> RevocationPlan.of(settings.trust()));
        step(() -> KeyRingLoader.secret(settings.keyring()));
        settings.directories().forEach(directory -> step(() -> open(directory)));
        step(() -> TrustLoader.start(settings.tls()));
        return mistakes;
    }

    private void step(Step step) {
        try {
            step.run();
        } catch (ConfigurationException | KeyFileException | IOException e) {
            mistakes.add(String.valueOf(e.getMessage()));
        }
    }

    private void anchors() throws KeyFileException {
        ConfiguredPath folder = settings.trust().anchors();
        List<X509Certificate> anchors = folder.certificates();
        if (anchors.isEmpty()) {
            throw new KeyFileException(folder.place() + ": " + folder.path()
                    + ": no certificates, so every signature would be untrusted (expected: PEM files of CAs)");
        }
        boolean over = anchors.stream()
                .allMatch(anchor -> anchor.getNotAfter().toInstant().isBefore(clock.instant()));
        if (over) {
            throw new KeyFileException(folder.place() + ": " + folder.path()
                    + ": every certificate has expired (expected: PEM files of CAs that are valid)");
        }
    }

    private void open(Directory directory) throws ConfigurationException, KeyFileException, IOException {
        CertificateDirectory opened = Partners.open(directory, settings.policy().domainCertificates());
        if (opened instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
