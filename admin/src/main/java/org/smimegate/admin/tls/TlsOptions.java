package org.smimegate.admin.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.FileLocator;
import org.smimegate.gateway.GatewaySettings;
import org.smimegate.gateway.tls.ServerTrust;
import org.smimegate.gateway.tls.StartTlsProbe;
import org.smimegate.keys.CertificateFolder;
import org.smimegate.keys.KeyFileException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** As whom to ask, and whom to believe. */
final class TlsOptions {
    private static final int MAX_SECONDS = 600;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "SMIME.XML",
            description = "Believe whom RequireTls believes: <tls anchors> of this file, in its conf folder.")
    private @Nullable Path config;

    @Option(
            names = "--anchors",
            paramLabel = "DIR",
            description = "Believe these: PEM files of CAs, or of servers. Without both options: the JVM's roots.")
    private @Nullable Path anchors;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "For the whole conversation; default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(
            names = "--helo",
            paramLabel = "NAME",
            description = "What to call ourselves; default: gateway/@name of --config, else this host's name.")
    private @Nullable String helo;

    /** What was asked for, complete. */
    record Wish(StartTlsProbe probe, ServerTrust trust, String believed) {}

    Wish read() throws CannotRunException {
        if (config != null && anchors != null) {
            throw usage("--anchors: together with --config (expected: one of them)");
        }
        if (timeout < 1 || timeout > MAX_SECONDS) {
            throw usage("--timeout: " + timeout + " (expected: seconds, 1 to " + MAX_SECONDS + ")");
        }
        Optional<GatewaySettings> settings = config == null ? Optional.empty() : Optional.of(settings(config));
        Optional<Path> folder = settings.isPresent()
                ? settings.get().tls().anchors().map(path -> path.path())
                : Optional.ofNullable(anchors);
        ServerTrust trust = folder.isEmpty() ? ServerTrust.ofJvm() : ServerTrust.of(certificates(folder.get()));
        String own = settings.map(GatewaySettings::name).orElseGet(TlsOptions::hostName);
        return new Wish(
                new StartTlsProbe(name(own), Duration.ofSeconds(timeout), trust),
                trust,
                folder.map(Path::toString).orElse("the JVM's roots"));
    }

    private static GatewaySettings settings(Path file) throws CannotRunException {
        Path absolute = file.toAbsolutePath().normalize();
        Path conf = absolute.getParent();
        try {
            return GatewaySettings.read(absolute, FileLocator.below(conf == null ? absolute : conf));
        } catch (ConfigurationException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<X509Certificate> certificates(Path folder) throws CannotRunException {
        try {
            return CertificateFolder.read(folder).stream()
                    .flatMap(file -> file.items().stream())
                    .toList();
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private String name(String standard) {
        if (helo != null && !DomainName.isValid(helo)) {
            throw usage("--helo: " + helo + " (expected: a host name)");
        }
        return DomainName.normal(helo == null ? standard : helo);
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return DomainName.isValid(name) ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
