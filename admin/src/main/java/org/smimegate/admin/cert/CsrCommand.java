package org.smimegate.admin.cert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smimegate cert csr}: asks a CA to certify a key of the key store, one that is there or a new one. */
@Command(
        name = "csr",
        mixinStandardHelpOptions = true,
        description = "Prints a request (PKCS#10, PEM) that asks a CA to certify a key of the key store.")
final class CsrCommand implements Callable<Integer> {
    /** How long a new key waits for the CA. */
    private static final Duration WAITING = Duration.ofDays(730);

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final KeystoreOptions keystore = new KeystoreOptions();

    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--key",
            paramLabel = "TYPE",
            description = "Make a new key for it: rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384, ec-p521, ed25519."
                    + " Without: a key of the key store.")
    private @Nullable String keyType;

    @Option(
            names = "--alias",
            paramLabel = "NAME",
            description = "Which key, needed if there are several; or the name of the new one, gateway by default.")
    private @Nullable String alias;

    @Option(
            names = "--use",
            paramLabel = "USE",
            description = "What the certificate is wanted for: both, signing, encryption; default: all the key can.")
    private @Nullable String use;

    @Option(
            names = "--mail",
            paramLabel = "FILE",
            description = "Write it also as a mail of type application/pkcs10, for CAs that take requests so.")
    private @Nullable Path mail;

    /** A key that asks. */
    private record Asking(String alias, Identity identity) {}

    CsrCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        KeyType type = keyType == null ? null : Choice.keyType(spec, "--key", keyType);
        CertificateRequest request = subject.request(WAITING);
        if (mail != null && Files.exists(mail)) {
            throw KeystoreFile.exists(mail, "a new file");
        }
        KeystoreEdit edit = open(type != null);
        Asking asking = type == null ? chosen(edit) : add(edit, new Certifier().waiting(request, type));
        byte[] encoded = encode(asking, request);
        if (type != null) {
            edit.save();
            console.remark("key " + asking.alias() + " waits in " + keystore.file()
                    + " for the CA's answer, which `cert import` takes");
        }
        if (mail != null) {
            RequestMail.write(mail, encoded);
        }
        report(asking.alias(), Pem.block("CERTIFICATE REQUEST", encoded));
        return ExitStatus.DONE;
    }

    private KeystoreEdit open(boolean mayBeNew) throws CannotRunException {
        if (!mayBeNew && !Files.exists(keystore.file())) {
            throw new CannotRunException(
                    keystore.file() + ": no such file (expected: a key store, or --key TYPE to make a new key)");
        }
        return KeystoreEdit.of(keystore.file(), keystore.secret());
    }

    private Asking add(KeystoreEdit edit, Identity identity) throws CannotRunException {
        if (alias == null) {
            return new Asking(edit.addLike("gateway", identity), identity);
        }
        edit.add(alias, identity);
        return new Asking(alias, identity);
    }

    private Asking chosen(KeystoreEdit edit) throws CannotRunException {
        List<Asking> fitting = edit.content().entrySet().stream()
                .filter(entry -> alias == null || entry.getKey().equalsIgnoreCase(alias))
                .map(entry -> new Asking(entry.getKey(), entry.getValue()))
                .toList();
        if (fitting.size() != 1) {
            throw new CannotRunException("--alias: " + (alias == null ? "none" : alias) + " (expected: one of "
                    + edit.content().keySet() + ")");
        }
        return fitting.get(0);
    }

    private byte[] encode(Asking asking, CertificateRequest request) throws CannotRunException {
        PublicKey key = asking.identity().certificate().getPublicKey();
        try {
            return new Certifier().request(asking.identity().key(), key, request, use(key));
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("key " + asking.alias() + ": " + e.getMessage(), e);
        }
    }

    private KeyUse use(PublicKey key) {
        if (use == null) {
            return KeyUse.of(key);
        }
        KeyUse wanted = Choice.keyUse(spec, "--use", use);
        if (wanted.decrypts() && KeyType.onlySigns(key)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--use: " + use + " (expected: signing, for a key of type " + key.getAlgorithm()
                            + " cannot decrypt)");
        }
        return wanted;
    }

    private void report(String name, String pem) {
        if (!json.wanted()) {
            console.out().print(pem);
            return;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("keystore", keystore.file().toString());
        object.put("alias", name);
        object.put("newKey", keyType != null);
        object.put("request", pem);
        if (mail != null) {
            object.put("mail", mail.toString());
        }
        console.json(object);
    }
}
