package org.smimegate.admin.cert.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.admin.mail.ConfiguredGateway;
import org.smimegate.admin.mail.SmimeXml;
import org.smimegate.admin.mail.WorkFolder;
import org.smimegate.core.outcome.Address;
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
    private static final Map<String, String> OPTIONS =
            Map.of("anchors", "--trust", "intermediates", "--intermediates", "crls", "--crls");
    private static final Pattern SETTING =
            Pattern.compile("^\\S*smime\\.xml:\\d+: trust/(revocation/)?@(anchors|intermediates|crls): ");

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
        TestOptions.Wish wish = options.wish();
        if (wish.purpose() == Purpose.TLS) {
            ServerAnchors anchors = ServerAnchors.of(wish.whose());
            var trial = new ServerTrial(anchors.trust(), anchors.words(), wish.host(), wish.at());
            return test(trial, anchors.origins(), wish);
        }
        try (WorkFolder work = WorkFolder.create();
                ConfiguredGateway configured = open(wish.whose(), work)) {
            var gateway = configured.gateway();
            TrustFolders folders = TrustFolders.of(gateway.settings().trust(), wish.whose());
            var trial = new MailTrial(gateway, folders, wish.purpose(), wish.address(), wish.at());
            return test(trial, folders.origins(), wish);
        }
    }

    private static ConfiguredGateway open(TestOptions.Whose whose, WorkFolder work)
            throws CannotRunException, IOException {
        if (whose.config().isPresent()) {
            return ConfiguredGateway.open(whose.config().get().toAbsolutePath().normalize(), work);
        }
        SmimeXml xml = new SmimeXml()
                .trust(
                        whose.trust().orElse(null),
                        whose.intermediates().orElse(null),
                        whose.crls().orElse(null));
        try {
            return ConfiguredGateway.open(
                    Files.writeString(work.folder("conf").resolve("smime.xml"), xml.text()), work);
        } catch (CannotRunException e) {
            throw new CannotRunException(inOptions(String.valueOf(e.getMessage())), e);
        }
    }

    /** Names the option where the message names a place of the smime.xml that was written for it. */
    private static String inOptions(String message) {
        return SETTING.matcher(message).replaceFirst(place -> OPTIONS.get(place.group(2)) + ": ");
    }

    private int test(Trial trial, Origins origins, TestOptions.Wish wish) {
        int status = ExitStatus.DONE;
        for (Path file : files) {
            try {
                for (Specimen specimen : Specimen.in(file, wish.password(), wish.purpose())) {
                    Judgement judgement = trial.judge(specimen);
                    report(new Report(specimen, judgement, origins, question(wish, specimen)));
                    status = Math.max(status, judgement.trusted() ? ExitStatus.DONE : ExitStatus.NO);
                }
            } catch (CannotRunException e) {
                complain(file, String.valueOf(e.getMessage()));
                status = ExitStatus.CANNOT_RUN;
            }
        }
        return status;
    }

    private static Report.Question question(TestOptions.Wish wish, Specimen specimen) {
        Optional<String> name = wish.purpose() == Purpose.TLS
                ? wish.host()
                : wish.address().or(specimen::author).map(Address::toString);
        return new Report.Question(wish.purpose(), name.orElse(null), wish.at());
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
