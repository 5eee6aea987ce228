package org.smimegate.admin.cert;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.keys.Credential;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code smimegate cert csr}: asks a CA to certify a key of the key store. */
@Command(
        name = "csr",
        mixinStandardHelpOptions = true,
        description = "Prints a request (PKCS#10, PEM) that asks a CA to certify a key of the key store.")
final class CsrCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final KeystoreOptions keystore = new KeystoreOptions();

    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--alias", paramLabel = "NAME", description = "Which key; needed if there are several.")
    private @Nullable String alias;

    CsrCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        CertificateRequest request = subject.request();
        Credential credential = chosen(KeystoreFile.read(keystore.file(), keystore.secret()));
        byte[] encoded = new Certifier()
                .request(credential.key(), credential.certificate().getPublicKey(), request);
        String pem = Pem.block("CERTIFICATE REQUEST", encoded);
        if (json.wanted()) {
            console.json(Map.of("keystore", keystore.file().toString(), "alias", credential.alias(), "request", pem));
        } else {
            console.out().print(pem);
        }
        return ExitStatus.DONE;
    }

    private Credential chosen(List<Credential> credentials) throws CannotRunException {
        String there = credentials.stream().map(Credential::alias).toList().toString();
        List<Credential> fitting = credentials.stream()
                .filter(credential -> alias == null || credential.alias().equals(alias))
                .toList();
        if (fitting.size() != 1) {
            throw new CannotRunException(
                    "--alias: " + (alias == null ? "none" : alias) + " (expected: one of " + there + ")");
        }
        return fitting.get(0);
    }
}
