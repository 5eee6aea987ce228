package org.smimegate.admin.cert.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.admin.mail.ConfiguredGateway;
import org.smimegate.admin.mail.SmimeXml;
import org.smimegate.admin.mail.WorkFolder;
import org.smimegate.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smimegate cert test}: whether the gateway trusts a certificate, and if not, exactly why. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Says whether this gateway would trust a certificate, and if not, everything that speaks against it.",
        footer = {
            "%nOf a file with several certificates, those are tested that issued none of the others; of a message, its"
                    + " signers'. The rest may help to build the chain.",
            "Exit status 0: trusted for what was asked, all of them; 1: some not. Where everything passed but revocation,"
                    + " which nobody knows, 0 if the gateway lets that pass (soft), 1 if not (hard)."
        })
public final class TestCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "PEM, DER, PKCS#7, PKCS#12 with --secret, or a signed message.")
    private List<Path> files = List.of();

    @Mixin
    private final TestOptions options = new TestOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    public TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        Purpose purpose = options.purpose();
        TestOptions.Whose whose = options.whose();
        Optional<String> host = options.host();
        Instant at = options.at();
        Wish wish = new Wish(purpose, at, options.password());
        if (purpose == Purpose.TLS) {
            options.address();
            ServerAnchors anchors = ServerAnchors.of(whose);
            return test(new ServerTrial(anchors.trust(), anchors.words(), host, at), anchors.origins(), wish);
        }
        var address = options.address();
        try (WorkFolder work = WorkFolder.create();
                ConfiguredGateway configured = ConfiguredGateway.open(smimeXml(whose, work), work)) {
            var gateway = configured.gateway();
            TrustFolders folders = TrustFolders.of(gateway.settings().trust());
            return test(new MailTrial(gateway, folders, purpose, address, at), folders.origins(), wish);
        }
    }

    private record Wish(
            Purpose purpose, Instant at, @Nullable Secret password) {}

    private static Path smimeXml(TestOptions.Whose whose, WorkFolder work) throws IOException {
        if (whose.config().isPresent()) {
            return whose.config().get().toAbsolutePath().normalize();
        }
        SmimeXml xml = new SmimeXml()
                .trust(
                        whose.trust().orElse(null),
                        whose.intermediates().orElse(null),
                        whose.crls().orElse(null));
        return Files.writeString(work.folder("conf").resolve("smime.xml"), xml.text());
    }

    private int test(Judgement.Court court, Origins origins, Wish wish) {
        int status = ExitStatus.DONE;
        for (Path file : files) {
            try {
                for (Specimen specimen : Specimen.in(file, wish.password(), wish.purpose())) {
                    Judgement judgement = court.judge(specimen);
                    report(new Report(specimen, judgement, origins, wish.purpose(), wish.at()));
                    status = Math.max(status, judgement.trusted() ? ExitStatus.DONE : ExitStatus.NO);
                }
            } catch (CannotRunException e) {
                complain(file, String.valueOf(e.getMessage()));
                status = ExitStatus.CANNOT_RUN;
            }
        }
        return status;
    }

    private void report(Report report) {
        if (json.wanted()) {
            console.json(report.json());
        } else {
            report.lines().forEach(console::line);
        }
    }

    private void complain(Path file, String message) {
        if (json.wanted()) {
            console.json(Map.of("file", file.toString(), "error", Console.printable(message)));
        }
        console.remark(message);
    }
}
