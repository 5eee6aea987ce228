package org.smimegate.admin.cert;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.cert.ImportPlan.Action;
import org.smimegate.admin.cert.ImportPlan.Change;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smimegate cert import}: keys from other files, or a CA's answer for a key we have. All of it or nothing. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Puts keys with their certificates, or a CA's answer for a key that is there, into the key store."
                + " What is for signing and what for encryption is told by key usage. A key store that is not"
                + " there is made.")
final class ImportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final KeystoreOptions keystore = new KeystoreOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "PKCS#12; keys as PEM or DER, in clear or encrypted; certificates as PEM, DER or PKCS#7.")
    private List<Path> files = List.of();

    @Option(
            names = "--in-secret",
            paramLabel = "SECRET",
            description = "Password of the FILEs: file:PATH (mode 0600) or env:NAME; once for each one there is.")
    private List<String> fileSecrets = List.of();

    @Option(names = "--alias", paramLabel = "NAME", description = "Name for new keys; default: the name they have.")
    private @Nullable String alias;

    @Option(
            names = "--fqdn-check",
            description = "Refuse unless common names and SAN dNSNames are host names of at least two labels.")
    private boolean fqdnCheck;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        Secret secret = keystore.secret();
        List<KeyFile> read = read();
        KeystoreEdit edit = KeystoreEdit.of(keystore.file(), secret);
        ImportPlan plan = new ImportPlan(edit, alias, read);
        List<Change> changes = plan.apply();
        if (changes.isEmpty()) {
            throw new CannotRunException(names() + ": no certificate in it belongs to a key of " + keystore.file()
                    + " (expected: the CA's answer to its request, or a key with its certificate)");
        }
        for (Change change : changes) {
            checkNames(change);
        }
        if (changes.stream().anyMatch(change -> change.action() != Action.PRESENT)) {
            edit.save();
        }
        report(changes, plan);
        return ExitStatus.DONE;
    }

    private List<KeyFile> read() throws CannotRunException {
        List<Secret> secrets = new ArrayList<>();
        for (String reference : fileSecrets) {
            secrets.add(KeystoreOptions.secret(reference));
        }
        List<KeyFile> read = new ArrayList<>();
        for (Path file : files) {
            read.add(KeyFile.read(file, secrets));
        }
        return read;
    }

    private String names() {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }

    private void checkNames(Change change) throws CannotRunException {
        if (!fqdnCheck || change.action() == Action.KEPT) {
            return;
        }
        X509Certificate certificate = change.identity().certificate();
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        Optional<String> problem =
                HostNames.problem(subject, SubjectAltNames.of(certificate).domains());
        if (problem.isPresent()) {
            throw new CannotRunException(names() + ": " + Certificates.subject(certificate) + ": " + problem.get());
        }
    }

    private void report(List<Change> changes, ImportPlan plan) {
        var view = new KeystoreView(console, json.wanted(), keystore.file());
        for (Change change : changes) {
            view.show(
                    change.alias(),
                    change.identity(),
                    change.action().token(),
                    change.action().words());
            if (change.action() == Action.ADDED || change.action() == Action.CERTIFIED) {
                plan.missingIssuer(change)
                        .ifPresent(issuer -> console.remark("key " + change.alias() + ": its chain ends at the issuer "
                                + issuer + ": unless that is a root CA, import its certificate along, for partners"
                                + " need it"));
            }
        }
        for (X509Certificate certificate : plan.unused()) {
            console.remark("not used: " + Certificates.subject(certificate)
                    + ": of no key of the key store, and of no issuer of one");
        }
    }
}
