package org.smimegate.admin.keys;

import org.smimegate.admin.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smimegate keys}: the partners' key ring. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "The partners' key ring.")
public final class KeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private KeysCommand() {}

    public static CommandLine in(Console console) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new SearchCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new AddCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(new RemoveCommand(console))
                .addSubcommand(new ApproveCommand(console))
                .addSubcommand(new RejectCommand(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
