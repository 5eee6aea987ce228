package org.smimegate.admin.cert;

import org.smimegate.admin.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smimegate cert}: keys and certificates of the gateway. */
@Command(name = "cert", mixinStandardHelpOptions = true, description = "Keys and certificates of the gateway.")
public final class CertCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private CertCommand() {}

    public static CommandLine in(Console console) {
        return new CommandLine(new CertCommand())
                .addSubcommand(new SelfSignedCommand(console))
                .addSubcommand(new CsrCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new ShowCommand(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
