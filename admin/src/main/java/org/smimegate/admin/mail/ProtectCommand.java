package org.smimegate.admin.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Dispatch;
import org.smimegate.gateway.SendingProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smimegate protect}: what SMimeSend would do with a message. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        description = "Signs and encrypts a message as SMimeSend would, and writes the copies that would leave.",
        footer =
                "%nExit status 0: written; 1: it would not leave (a key is missing, nobody signs for its author); 3 also"
                        + " for temporary trouble with a directory.")
public final class ProtectCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The message as a file (RFC 5322); - is standard input.")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "The author; put into a message that has no From field.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            split = ",",
            description = "The recipients; default: those of To and Cc. Repeatable.")
    private List<String> to = List.of();

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "A file, or a folder for several copies; default: standard output.")
    private @Nullable Path out;

    @Option(names = "--at", paramLabel = "TIME", description = "Act as at that time, such as 2026-01-31T12:00:00Z.")
    private @Nullable String at;

    public ProtectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        if (json.wanted() && out == null) {
            throw usage("--json: without --out (expected: --out, for standard output cannot hold both)");
        }
        Instant time = time();
        Set<Address> recipients = Addresses.parse(to)
                .orElseThrow(() -> usage("--to: " + to + " (expected: addresses such as dave@example.org)"));
        Address author = author();
        try (WorkFolder work = WorkFolder.create();
                ConfiguredGateway configured = gateway.open(work)) {
            SendingProfile sending = profile.of(configured.gateway());
            OutgoingMessage message =
                    OutgoingMessage.of(OutgoingMessage.read(file, console.in(), work), author, recipients, work);
            Dispatch dispatch =
                    configured.gateway().outbound().dispatch(message.source(), message.recipients(), sending, time);
            return new DispatchReport(console, json.wanted(), new CopyFiles(console, out, file))
                    .report(message, dispatch);
        }
    }

    private @Nullable Address author() {
        return from == null
                ? null
                : Address.parse(from.strip())
                        .orElseThrow(
                                () -> usage("--from: " + from + " (expected: an address such as bob@example.org)"));
    }

    private Instant time() {
        try {
            return at == null ? Instant.now() : Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw usage("--at: " + at + " (expected: a time such as 2026-01-31T12:00:00Z)");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
