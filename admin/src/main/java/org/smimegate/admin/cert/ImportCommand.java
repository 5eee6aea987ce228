package org.smimegate.admin.cert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import picocli.CommandLine.Parameters;

/** {@code smimegate cert import}: a CA's answer for a key we have, or keys of another PKCS#12 file. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Puts a CA's answer (PEM: certificate and chain), or the keys of another PKCS#12 file, into the key"
                        + " store. A key store that is not there is made.")
final class ImportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final KeystoreOptions keystore = new KeystoreOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "FILE", description = "PEM, DER or PKCS#12.")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Option(names = "--in-secret", paramLabel = "SECRET", description = "Password of FILE, if it is a PKCS#12 file.")
    private @Nullable String fileSecret;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        Map<String, Identity> content = present();
        List<String> changed = fileSecret == null ? addAnswer(content) : addKeys(content, fileSecret);
        KeystoreFile.write(keystore.file(), keystore.secret(), content);
        content.forEach((alias, identity) -> {
            if (changed.contains(alias)) {
                report(alias, identity.certificate());
            }
        });
        return ExitStatus.DONE;
    }

    private Map<String, Identity> present() throws CannotRunException {
        Map<String, Identity> content = new LinkedHashMap<>();
        if (Files.exists(keystore.file())) {
            KeystoreFile.read(keystore.file(), keystore.secret()).forEach(c -> content.put(c.alias(), identity(c)));
        }
        return content;
    }

    private static Identity identity(Credential credential) {
        return new Identity(credential.key(), credential.certificate(), credential.chain());
    }

    private List<String> addKeys(Map<String, Identity> content, String secret) throws CannotRunException {
        List<String> added = new ArrayList<>();
        for (Credential credential : KeystoreFile.read(file, KeystoreOptions.secret(secret))) {
            String alias = free(credential.alias(), content);
            content.put(alias, identity(credential));
            added.add(alias);
        }
        return added;
    }

    private static String free(String alias, Map<String, Identity> content) {
        String free = alias;
        for (int i = 2; content.containsKey(free); i++) {
            free = alias + "-" + i;
        }
        return free;
    }

    private List<String> addAnswer(Map<String, Identity> content) throws CannotRunException {
        List<X509Certificate> certificates = Pem.certificates(file);
        for (var entry : content.entrySet()) {
            var publicKey = entry.getValue().certificate().getPublicKey();
            var own = certificates.stream()
                    .filter(c -> c.getPublicKey().equals(publicKey))
                    .findFirst();
            if (own.isPresent()) {
                var chain =
                        certificates.stream().filter(c -> !c.equals(own.get())).toList();
                entry.setValue(new Identity(entry.getValue().key(), own.get(), Chains.order(own.get(), chain)));
                return List.of(entry.getKey());
            }
        }
        throw new CannotRunException(file + ": no certificate in it belongs to a key of " + keystore.file()
                + " (expected: the CA's answer to its request)");
    }

    private void report(String alias, X509Certificate certificate) {
        if (json.wanted()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("keystore", keystore.file().toString());
            object.put("alias", alias);
            object.putAll(CertificateView.of(certificate));
            console.json(object);
        } else {
            console.line(keystore.file() + ": key " + alias + " for " + CertificateView.speaksFor(certificate));
        }
    }
}
