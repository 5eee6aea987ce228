package org.smimegate.admin.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.gateway.SendingProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smimegate profiles}: the sending profiles of a smime.xml. */
@Command(name = "profiles", mixinStandardHelpOptions = true, description = "The sending profiles of a smime.xml.")
public final class ProfilesCommand implements Runnable {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public ProfilesCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Their names and modes.")
    int list(
            @Option(
                            names = "--config",
                            required = true,
                            paramLabel = "SMIME.XML",
                            description = "The gateway's smime.xml.")
                    Path config,
            @Option(names = "--json", description = "Print JSON, one object a line.") boolean json)
            throws CannotRunException, IOException {
        for (SendingProfile profile : profiles(config)) {
            if (json) {
                console.json(
                        Map.of("name", profile.name(), "mode", profile.mode().token()));
            } else {
                console.line("%-20s %s".formatted(profile.name(), profile.mode().token()));
            }
        }
        return ExitStatus.DONE;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Every setting of one profile.")
    int show(
            @Parameters(paramLabel = "NAME", description = "The profile.") String name,
            @Option(
                            names = "--config",
                            required = true,
                            paramLabel = "SMIME.XML",
                            description = "The gateway's smime.xml.")
                    Path config,
            @Option(names = "--json", description = "Print JSON, one object a line.") boolean json)
            throws CannotRunException, IOException {
        List<SendingProfile> profiles = profiles(config);
        SendingProfile profile = profiles.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CannotRunException("profile: " + name + " (expected: one of "
                        + profiles.stream().map(SendingProfile::name).toList() + ")"));
        Map<String, String> settings = ProfileView.of(profile);
        if (json) {
            console.json(settings);
        } else {
            settings.forEach((key, value) -> console.line("%-18s %s".formatted(key, value)));
        }
        return ExitStatus.DONE;
    }

    private static List<SendingProfile> profiles(Path config) throws CannotRunException, IOException {
        try (WorkFolder work = WorkFolder.create();
                ConfiguredGateway configured =
                        ConfiguredGateway.open(config.toAbsolutePath().normalize(), work)) {
            return configured.gateway().profiles();
        }
    }
}
