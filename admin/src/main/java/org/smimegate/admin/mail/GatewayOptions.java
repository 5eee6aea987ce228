package org.smimegate.admin.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which gateway to act as: the one of a smime.xml, or one put together from options. */
final class GatewayOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "SMIME.XML", description = "The gateway's smime.xml, in its conf folder.")
    private @Nullable Path config;

    @Option(names = "--trust", paramLabel = "DIR", description = "Without --config: PEM files of the CAs to believe.")
    private @Nullable Path trust;

    @Option(names = "--intermediates", paramLabel = "DIR", description = "Without --config: PEM files of CAs between.")
    private @Nullable Path intermediates;

    @Option(
            names = "--crls",
            paramLabel = "DIR",
            description = "Without --config: PEM or DER files of revocation lists.")
    private @Nullable Path crls;

    @Option(
            names = "--partners",
            paramLabel = "DIR",
            description = "Without --config: PEM files of partners' certificates.")
    private @Nullable Path partners;

    @Option(
            names = "--keystore",
            paramLabel = "P12",
            description = "Without --config: own keys (PKCS#12); they act for everybody. Repeatable.")
    private List<Path> keystores = List.of();

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "Password of each --keystore, in the same order: file:PATH (mode 0600) or env:NAME.")
    private List<String> secrets = List.of();

    /** The smime.xml named, or one written for the other options. */
    ConfiguredGateway open(WorkFolder work) throws CannotRunException, IOException {
        if (config != null) {
            refuseOthersThanConfig();
            return ConfiguredGateway.open(config.toAbsolutePath().normalize(), work);
        }
        if (secrets.size() != keystores.size()) {
            throw usage("--secret: " + secrets.size() + " for " + keystores.size()
                    + " --keystore (expected: one for each, in the same order)");
        }
        Path conf = work.folder("conf");
        Path file = Files.writeString(conf.resolve("smime.xml"), smimeXml().text());
        return ConfiguredGateway.open(file, work);
    }

    boolean isConfigured() {
        return config != null;
    }

    private void refuseOthersThanConfig() {
        boolean others = trust != null
                || intermediates != null
                || crls != null
                || partners != null
                || !keystores.isEmpty()
                || !secrets.isEmpty();
        if (others) {
            throw usage("--config: together with --trust, --intermediates, --crls, --partners, --keystore or --secret"
                    + " (expected: either the configuration or these)");
        }
    }

    private SmimeXml smimeXml() throws CannotRunException {
        SmimeXml xml = new SmimeXml();
        for (int i = 0; i < keystores.size(); i++) {
            xml.keystore(keystores.get(i), secret(secrets.get(i)));
        }
        return xml.trust(folder("--trust", trust), folder("--intermediates", intermediates), folder("--crls", crls))
                .partners(folder("--partners", partners));
    }

    private String secret(String reference) {
        if (!reference.startsWith("file:") && !reference.startsWith("env:")) {
            // The text is not repeated: it may be the password itself.
            throw usage("--secret: not a reference (expected: file:PATH or env:NAME)");
        }
        return reference.startsWith("env:") ? reference : SmimeXml.url(Path.of(reference.substring("file:".length())));
    }

    private static @Nullable Path folder(String option, @Nullable Path folder) throws CannotRunException {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CannotRunException(option + ": " + folder + ": no such folder (expected: a folder of PEM files)");
        }
        return folder;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
