package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.Coverage;
import org.smimegate.gateway.Gateway;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smimegate keys add}: a certificate that an administrator vouches for. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description =
                "Adds the certificate of a partner. It is pinned: for its owners it needs no path to a trusted CA,"
                        + " and it goes before what messages and directories bring.",
        footer = "%nExit status 1: it can never be encrypted to, or is for nobody.")
final class AddCommand implements Callable<Integer> {
    private static final int MAX_NAME = 200;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "PEM, DER or PKCS#7; certificates of CAs in it are kept as its chain. - is the standard input.")
    private @Nullable String file;

    @Option(
            names = "--from-ldap",
            paramLabel = "ADDRESS",
            description = "Instead of FILE: what the LDAP directory of smime.xml has for that address, for it alone.")
    private @Nullable String fromLdap;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What to call it (default: its common name).")
    private String name = "";

    @Option(
            names = "--for",
            paramLabel = "WHOM",
            description = "Whom it is for besides those in its SAN: an address, a domain, *.domain or *. Repeatable.")
    private List<String> whom = List.of();

    AddCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        if ((file == null) == (fromLdap == null)) {
            throw usage("FILE or --from-ldap: " + (file == null ? "none" : "both") + " (expected: one of them)");
        }
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw usage("--name: long or with controls (expected: at most " + MAX_NAME + " characters in one line)");
        }
        Coverage added = added();
        return config.open(gateway -> {
            try {
                return fromLdap == null ? addFile(gateway, added) : addFromLdap(gateway, added, fromLdap);
            } catch (UnfitException e) {
                return refuse(String.valueOf(e.getMessage()));
            }
        });
    }

    private int addFile(Gateway gateway, Coverage added)
            throws CannotRunException, UnfitException, DirectoryUnavailableException {
        PartnerFile partner = PartnerFile.read(String.valueOf(file), console.in());
        AlgorithmPolicy policy = gateway.settings().policy();
        Optional<String> unfit = Candidate.unfit(partner.certificate(), policy, Instant.now());
        if (unfit.isPresent()) {
            throw new UnfitException(file + ": " + unfit.get());
        }
        Set<Owner> owners =
                new LinkedHashSet<>(Owner.of(Coverage.of(partner.certificate(), policy.domainCertificates())));
        owners.addAll(Owner.of(added));
        return add(gateway, new Candidate(partner.certificate(), partner.chain(), Origin.MANUAL), owners);
    }

    private int addFromLdap(Gateway gateway, Coverage added, String text)
            throws CannotRunException, UnfitException, DirectoryUnavailableException {
        Address address =
                Address.parse(text).orElseThrow(() -> usage("--from-ldap: " + text + " (expected: an address)"));
        Candidate candidate = LdapCertificates.find(address, gateway, Instant.now());
        Set<Owner> owners = new LinkedHashSet<>(List.of(Owner.of(address)));
        owners.addAll(Owner.of(added));
        return add(gateway, candidate, owners);
    }

    private int add(Gateway gateway, Candidate candidate, Set<Owner> owners)
            throws UnfitException, DirectoryUnavailableException {
        if (owners.isEmpty()) {
            throw new UnfitException(Certificates.subject(candidate.certificate())
                    + ": for nobody, its SAN has neither an rfc822Name nor a dNSName (expected: --for with an address or"
                    + " a domain)");
        }
        Adding adding = new Adding(gateway.keyRing(), candidate, name);
        for (Owner owner : owners) {
            report(adding.to(owner, Instant.now()));
        }
        return ExitStatus.DONE;
    }

    private void report(Adding.Added added) {
        if (json.wanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("result", added.before().isEmpty() ? "added" : "changed");
            object.put("before", added.before().map(State::token).orElse(null));
            object.putAll(EntryView.json(added.entry()));
            console.json(object);
        } else {
            String was = added.before()
                    .map(state -> "there already (" + state.token() + "), now active and pinned: ")
                    .orElse("added: ");
            console.line(was + EntryView.brief(added.entry()));
        }
    }

    private int refuse(String problem) {
        if (json.wanted()) {
            console.json(Map.of("result", "refused", "error", problem));
        } else {
            console.remark(problem);
        }
        return ExitStatus.NO;
    }

    private Coverage added() {
        try {
            return Coverage.none().plus(whom);
        } catch (IllegalArgumentException e) {
            throw usage("--" + e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
