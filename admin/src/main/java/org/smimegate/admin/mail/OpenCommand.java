package org.smimegate.admin.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.Inbound;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smimegate open}: what SMimeDecryptVerify would do with a message. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description = "Opens messages as SMimeDecryptVerify would and says what it found.",
        footer = {
            "%nExit status 0: every message is S/MIME, fully opened and verified; 1: some message is not (a message"
                    + " without S/MIME has nothing that could be verified).",
            "With --config a message opens for the recipients that the gateway's keys cover, as in the server: those of"
                    + " its To and Cc, or the ones named with --recipient."
        })
public final class OpenCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Messages as files (RFC 5322); - is standard input.")
    private List<String> files = List.of();

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--recipient", paramLabel = "ADDRESS", split = ",", description = "For whom to open. Repeatable.")
    private List<String> recipients = List.of();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Judge certificates at that time, such as 2026-01-31T12:00:00Z.")
    private @Nullable String at;

    @Option(
            names = "--signature",
            paramLabel = "keep|remove",
            defaultValue = "keep",
            description = "Whether a verified signature stays in the result; default: ${DEFAULT-VALUE}.")
    private String signature = "keep";

    @Option(names = "--out", paramLabel = "DIR", description = "Write the results there, under the names of the files.")
    private @Nullable Path out;

    public OpenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        Instant time = time();
        SignatureHandling handling = SignatureHandling.ofToken(signature)
                .orElseThrow(() -> usage("--signature: " + signature + " (expected: keep, remove)"));
        ForWhom forWhom = ForWhom.of(recipients, options.isConfigured())
                .orElseThrow(
                        () -> usage("--recipient: " + recipients + " (expected: addresses such as dave@example.org)"));
        int worst = ExitStatus.DONE;
        Set<String> names = new HashSet<>();
        try (WorkFolder work = WorkFolder.create();
                ConfiguredGateway configured = options.open(work)) {
            for (String file : files) {
                int status = open(file, configured.gateway(), new How(handling, time, forWhom), work, names);
                worst = Math.max(worst, status);
            }
        }
        return worst;
    }

    private record How(SignatureHandling signature, Instant at, ForWhom forWhom) {}

    private int open(String file, Gateway gateway, How how, WorkFolder work, Set<String> names)
            throws IOException, CannotRunException {
        MessageSource source;
        try {
            source = file.equals(STDIN) ? work.keep(console.in()) : MessageSource.of(readable(file));
        } catch (CannotRunException e) {
            unread(file, String.valueOf(e.getMessage()));
            return ExitStatus.CANNOT_RUN;
        }
        List<Inbound.Group> groups =
                gateway.inbound().open(source, how.forWhom().recipients(source, gateway), how.signature(), how.at());
        try {
            Inbound.Group best = OpenReport.best(groups);
            write(file, best.message(), names);
            report(new OpenReport(file, best.message().verdict(), best.message().offer()));
            return best.message().verdict().isVerified() ? ExitStatus.DONE : ExitStatus.NO;
        } finally {
            for (Inbound.Group group : groups) {
                group.message().close();
            }
        }
    }

    private static Path readable(String name) throws CannotRunException {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CannotRunException(name + ": " + (Files.exists(file) ? "not a readable file" : "no such file"));
        }
        return file;
    }

    private void write(String file, OpenedMessage message, Set<String> names) throws IOException, CannotRunException {
        if (out == null) {
            return;
        }
        Files.createDirectories(out);
        Path target = out.resolve(ResultNames.unique(file.equals(STDIN) ? "message.eml" : file, names));
        if (!file.equals(STDIN) && Files.exists(target) && Files.isSameFile(target, Path.of(file))) {
            throw new CannotRunException("--out: " + out + ": would overwrite " + file + " (expected: another folder)");
        }
        try (OutputStream stream = Files.newOutputStream(target)) {
            message.writeTo(stream);
        }
    }

    private void unread(String file, String problem) {
        if (json.wanted()) {
            console.json(Map.of("file", file, "error", problem));
        } else {
            console.remark(problem);
        }
    }

    private void report(OpenReport report) {
        if (json.wanted()) {
            console.json(report.json());
        } else {
            report.lines().forEach(console::line);
        }
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
