package org.smimegate.admin.cert.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Secret;
import org.smimegate.keys.Secrets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked, and whose trust. */
final class TestOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "USE",
            defaultValue = "signing",
            description = "signing, encryption or tls (the certificate of a mail server); default: ${DEFAULT-VALUE}.")
    private String use = "";

    @Option(names = "--config", paramLabel = "SMIME.XML", description = "The gateway's smime.xml, in its conf folder.")
    private @Nullable Path config;

    @Option(names = "--trust", paramLabel = "DIR", description = "Without --config: files of the CAs to believe.")
    private @Nullable Path trust;

    @Option(names = "--intermediates", paramLabel = "DIR", description = "Without --config: files of CAs between.")
    private @Nullable Path intermediates;

    @Option(names = "--crls", paramLabel = "DIR", description = "Without --config: revocation lists.")
    private @Nullable Path crls;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Whose mail it is for; default: the author of a message, else anybody that it speaks for.")
    private @Nullable String address;

    @Option(names = "--host", paramLabel = "NAME", description = "With --for tls: the mail server's name.")
    private @Nullable String host;

    @Option(names = "--at", paramLabel = "TIME", description = "Judge at that time, such as 2026-01-31T12:00:00Z.")
    private @Nullable String at;

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "Password of PKCS#12 files: file:PATH (mode 0600) or env:NAME.")
    private @Nullable String secret;

    /** Whom to believe: a configuration, or folders. */
    record Whose(Optional<Path> config, Optional<Path> trust, Optional<Path> intermediates, Optional<Path> crls) {}

    /**
     * What was asked, complete.
     *
     * @param address whose mail it is about; empty: nobody's in particular
     * @param host the mail server's name; empty: not asked
     * @param password of PKCS#12 files
     */
    record Wish(
            Purpose purpose,
            Whose whose,
            Optional<Address> address,
            Optional<String> host,
            Instant at,
            @Nullable Secret password) {}

    Wish wish() throws CannotRunException {
        return new Wish(purpose(), whose(), address(), host(), at(), password());
    }

    private Purpose purpose() {
        return Purpose.ofToken(use).orElseThrow(() -> usage("--for: " + use + " (expected: " + Purpose.TOKENS + ")"));
    }

    private Whose whose() throws CannotRunException {
        boolean folders = trust != null || intermediates != null || crls != null;
        if (config != null && folders) {
            throw usage("--config: together with --trust, --intermediates or --crls (expected: either the configuration"
                    + " or these)");
        }
        boolean tls = purpose() == Purpose.TLS;
        if (tls && (intermediates != null || crls != null)) {
            throw usage(
                    "--for: tls, together with --intermediates or --crls (expected: neither, for a server has to send"
                            + " the CAs between itself, and RequireTls asks no revocation lists)");
        }
        if (!tls && config == null && trust == null) {
            throw usage("--trust: missing (expected: --config SMIME.XML, or --trust with a folder of CAs to believe)");
        }
        return new Whose(
                Optional.ofNullable(config),
                folder("--trust", trust),
                folder("--intermediates", intermediates),
                folder("--crls", crls));
    }

    private static Optional<Path> folder(String option, @Nullable Path folder) throws CannotRunException {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CannotRunException(option + ": " + folder + ": "
                    + (Files.exists(folder) ? "not a folder" : "no such folder") + " (expected: a folder of files)");
        }
        return Optional.ofNullable(folder);
    }

    private Optional<Address> address() {
        if (address == null) {
            return Optional.empty();
        }
        if (purpose() == Purpose.TLS) {
            throw usage("--address: with --for tls (expected: --host)");
        }
        return Optional.of(Address.parse(address)
                .orElseThrow(() -> usage("--address: " + address + " (expected: such as alice@example.org)")));
    }

    private Optional<String> host() {
        if (host == null) {
            return Optional.empty();
        }
        if (purpose() != Purpose.TLS) {
            throw usage("--host: with --for " + use + " (expected: --for tls, or --address)");
        }
        return Optional.of(Stream.of(host)
                .filter(DomainName::isValid)
                .map(DomainName::normal)
                .findFirst()
                .orElseThrow(() -> usage("--host: " + host + " (expected: the name of a mail server)")));
    }

    private Instant at() {
        if (at == null) {
            return Instant.now();
        }
        if (purpose() == Purpose.TLS) {
            throw usage("--at: with --for tls (expected: no time, for the JDK judges servers by its own clock)");
        }
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw usage("--at: " + at + " (expected: a time such as 2026-01-31T12:00:00Z)");
        }
    }

    @Nullable
    Secret password() throws CannotRunException {
        try {
            return secret == null ? null : Secrets.ofCommandLine(secret);
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
