package org.smimegate.admin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.smimegate.admin.cert.CertificateRequest;
import org.smimegate.admin.cert.Certifier;
import org.smimegate.admin.cert.KeyType;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smimegate serve}: one gateway on the loopback interface, in the foreground. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs a gateway (James with smimegate) on the loopback interface until it is interrupted.",
        footer =
                "%nDIR is filled on first use: a sample configuration on free ports and a key of its own. After that its"
                        + " conf folder is yours to edit. Mail and users are kept in memory.")
public final class ServeCommand implements Callable<Integer> {
    private static final String SAMPLE_DOMAIN = "example.org";
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration VALIDITY = Duration.ofDays(730);

    private static final Pattern WORTH_SHOWING = Pattern.compile("^\\S+ (ERROR |[A-Z]+ +org\\.smimegate\\.)");

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "smimegate-server",
            description = "Default: ${DEFAULT-VALUE}.")
    private Path dir = Path.of("smimegate-server");

    @Option(
            names = "--sample",
            paramLabel = "NAME",
            defaultValue = "mail-server",
            description = "On first use: mail-server or relay; default: ${DEFAULT-VALUE}.")
    private String sample = "mail-server";

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            defaultValue = SAMPLE_DOMAIN,
            description = "On first use: the organisation's mail domain; default: ${DEFAULT-VALUE}.")
    private String domain = SAMPLE_DOMAIN;

    @Option(
            names = "--user",
            paramLabel = "ADDRESS",
            description = "A user to make; the password is printed. Repeatable.")
    private List<String> users = List.of();

    @Mixin
    private final JsonOption json = new JsonOption();

    public ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException, InterruptedException {
        Installation installation = Installation.find();
        ServerFolder folder = ServerFolder.open(dir, installation);
        if (!folder.hasConf()) {
            fill(folder, installation);
        }
        try (JamesServer server = JamesServer.start(folder, installation, this::print)) {
            server.awaitStarted(START);
            announce(folder, server);
            server.awaitEnd();
            return ExitStatus.DONE;
        }
    }

    private void fill(ServerFolder folder, Installation installation) throws CannotRunException, IOException {
        Path conf = installation.conf(sample);
        if (!Files.isDirectory(conf)) {
            throw new CannotRunException("--sample: " + sample + " (expected: mail-server or relay)");
        }
        folder.configure(conf, new Ports(), 0);
        folder.replace(Map.of(SAMPLE_DOMAIN, domain));
        var request = CertificateRequest.forDomain(domain, domain, VALIDITY);
        folder.putCredential(new Certifier().selfSigned(request, KeyType.RSA_3072));
        if (!json.wanted()) {
            console.line(
                    "made " + folder.conf() + " with a self-signed certificate for " + domain
                            + "; hand smime/gateway.pem to your partners, put theirs in smime/partners and their CAs in smime/trust");
        }
    }

    private void announce(ServerFolder folder, JamesServer server)
            throws IOException, InterruptedException, CannotRunException {
        Map<String, Integer> ports = folder.ports();
        Map<String, String> passwords = addUsers(ports);
        if (json.wanted()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("folder", folder.path().toString());
            object.put("pid", server.pid());
            object.put("ports", ports);
            object.put("users", passwords);
            console.json(object);
            return;
        }
        ports.forEach((name, port) -> console.line("  %-24s 127.0.0.1:%d".formatted(name, port)));
        passwords.forEach((user, password) -> console.line("  %-24s password %s".formatted(user, password)));
        console.line("serving from " + folder.path() + "; end with Ctrl-C");
    }

    private Map<String, String> addUsers(Map<String, Integer> ports)
            throws IOException, InterruptedException, CannotRunException {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String user : users) {
            String password = ServerFolder.randomText();
            new WebAdmin(ports.getOrDefault("webadmin", 0)).addUser(user, password);
            passwords.put(user, password);
        }
        return passwords;
    }

    /** The gateway's own lines, and James' errors. */
    private void print(String line) {
        if (!json.wanted() && WORTH_SHOWING.matcher(line).find()) {
            console.line(line);
        }
    }
}
