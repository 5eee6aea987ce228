package org.smimegate.admin.cert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smimegate cert self-signed}: a new key whose certificate vouches for itself, in a new key store. */
@Command(
        name = "self-signed",
        mixinStandardHelpOptions = true,
        description = "Makes a key and a certificate that vouches for itself, in a new key store.")
final class SelfSignedCommand implements Callable<Integer> {
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
            defaultValue = "rsa-3072",
            description = "rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384, ec-p521; default: ${DEFAULT-VALUE}.")
    private String keyType = "rsa-3072";

    @Option(
            names = "--alias",
            paramLabel = "NAME",
            defaultValue = "gateway",
            description = "Default: ${DEFAULT-VALUE}.")
    private String alias = "gateway";

    SelfSignedCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        KeyType type = KeyType.ofToken(keyType)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--key: " + keyType + " (expected: " + KeyType.tokens() + ")"));
        CertificateRequest request = subject.request();
        Secret secret = keystore.secret();
        refuseToOverwrite(keystore.file());
        Identity identity = new Certifier().selfSigned(request, type);
        KeystoreFile.write(keystore.file(), secret, Map.of(alias, identity));
        report(identity);
        return ExitStatus.DONE;
    }

    private static void refuseToOverwrite(Path file) throws CannotRunException {
        if (Files.exists(file)) {
            throw new CannotRunException(
                    file + ": exists (expected: a new file; its keys may be needed to open old mail)");
        }
    }

    private void report(Identity identity) {
        if (json.wanted()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("keystore", keystore.file().toString());
            object.put("alias", alias);
            object.putAll(CertificateView.of(identity.certificate()));
            console.json(object);
            return;
        }
        console.line(keystore.file() + ": key " + alias + " for " + CertificateView.speaksFor(identity.certificate()));
        console.out().print(Pem.of(identity.certificate()));
    }
}
