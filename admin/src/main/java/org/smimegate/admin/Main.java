package org.smimegate.admin;

import org.smimegate.admin.cert.CertCommand;
import org.smimegate.admin.cert.trial.TestCommand;
import org.smimegate.admin.check.CheckCommand;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.demo.DemoCommand;
import org.smimegate.admin.keys.KeysCommand;
import org.smimegate.admin.mail.OpenCommand;
import org.smimegate.admin.mail.ProfilesCommand;
import org.smimegate.admin.mail.ProtectCommand;
import org.smimegate.admin.server.ServeCommand;
import org.smimegate.admin.tls.TlsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code smimegate}. */
@Command(
        name = "smimegate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "S/MIME gateway for Apache James: tries out, inspects and administers it.",
        footer = "%nExit status: 0 done, 1 the answer is no, 2 wrong usage, 3 could not run.")
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Console.ofProcess(), args));
    }

    /** Runs one command and returns its exit status. */
    public static int run(Console console, String... args) {
        try {
            return commandLine(console).execute(args);
        } catch (Error e) {
            // Java itself would end with status 1, which says no.
            console.remark("failed: " + e);
            return ExitStatus.CANNOT_RUN;
        }
    }

    private static CommandLine commandLine(Console console) {
        var commands = new CommandLine(new Main())
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new ServeCommand(console))
                .addSubcommand(new OpenCommand(console))
                .addSubcommand(new ProtectCommand(console))
                .addSubcommand(new ProfilesCommand(console))
                .addSubcommand(new TlsCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(CertCommand.in(console).addSubcommand(new TestCommand(console)))
                .addSubcommand(KeysCommand.in(console));
        return commands.setOut(new java.io.PrintWriter(console.out(), true))
                .setErr(new java.io.PrintWriter(console.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(false)
                .setParameterExceptionHandler((e, args) -> misused(console, e))
                .setExecutionExceptionHandler((e, command, result) -> failed(console, e));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    private static int misused(Console console, ParameterException e) {
        console.remark(String.valueOf(e.getMessage()));
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println("Try: " + command + " --help");
        return ExitStatus.USAGE;
    }

    /** The one boundary: what nobody foresaw is named, never printed as a stack trace. */
    private static int failed(Console console, Exception e) {
        boolean foreseen = e instanceof CannotRunException;
        console.remark(foreseen ? String.valueOf(e.getMessage()) : "failed: " + e);
        return ExitStatus.CANNOT_RUN;
    }
}
