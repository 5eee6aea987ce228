package org.smimegate.admin.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.mail.ConfiguredGateway;
import org.smimegate.admin.mail.WorkFolder;
import org.smimegate.gateway.Gateway;
import org.smimegate.keys.DirectoryUnavailableException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose key ring: the option {@code --config}. */
final class ConfigOption {
    private static final Path STANDARD = Path.of("conf", "smime.xml");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "SMIME.XML",
            description = "The gateway's smime.xml (default: conf/smime.xml, if there is one).")
    private @Nullable Path config;

    /** What a command does with the gateway. */
    interface Work {
        /** @return the exit status */
        int with(Gateway gateway) throws DirectoryUnavailableException, CannotRunException, IOException;
    }

    /** Opens the gateway as the mailets do, and closes it. */
    int open(Work work) throws CannotRunException, IOException {
        Path file = file().toAbsolutePath().normalize();
        try (WorkFolder folder = WorkFolder.create();
                ConfiguredGateway configured = ConfiguredGateway.open(file, folder)) {
            return work.with(configured.gateway());
        } catch (DirectoryUnavailableException e) {
            throw new CannotRunException("key ring " + e.getMessage(), e);
        }
    }

    private Path file() {
        if (config != null) {
            return config;
        }
        if (Files.exists(STANDARD)) {
            return STANDARD;
        }
        throw new ParameterException(
                spec.commandLine(), "--config: missing, and there is no " + STANDARD + " (expected: a smime.xml)");
    }
}
