package org.smimegate.admin.tls;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.gateway.tls.ProbeResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smimegate tls}: connects to a mail server with STARTTLS and shows what it offers. */
@Command(
        name = "tls",
        mixinStandardHelpOptions = true,
        description =
                "Connects to a mail server with STARTTLS, shows what it offers, and says what RequireTls would do."
                        + " No mail is sent.",
        footer = {
            "%nExit status 0: TLS with a certificate that is trusted, for that name; 1: not so; 3: nobody answers.",
            "HOST is the mail server itself, one of those that the MX records of a domain name."
        })
public final class TlsCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "HOST[:PORT]", description = "The mail server; port 25 if none is given.")
    private String target = "";

    @Mixin
    private final TlsOptions options = new TlsOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    public TlsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        MailServer server = MailServer.of(target)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), target + ": no mail server (expected: HOST, HOST:PORT or [ADDRESS]:PORT)"));
        TlsOptions.Wish wish = options.read();
        ProbeResult result = wish.probe().probe(server.host(), server.port());
        TlsReport report = TlsReport.of(server, result, wish, Instant.now());
        if (json.wanted()) {
            console.json(report.json());
        } else {
            report.lines().forEach(console::line);
        }
        return status(result, report);
    }

    private static int status(ProbeResult result, TlsReport report) {
        if (result instanceof ProbeResult.Unreachable) {
            return ExitStatus.CANNOT_RUN;
        }
        return report.verdict().good() ? ExitStatus.DONE : ExitStatus.NO;
    }
}
