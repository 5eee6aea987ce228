package org.smimegate.admin.cert;

import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

/** {@code smimegate cert self-signed}: a new key whose certificate vouches for itself, in a key store. */
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
    private final ValidityOption days = new ValidityOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--key",
            paramLabel = "TYPE",
            defaultValue = "rsa-3072",
            description = "rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384, ec-p521, ed25519; default:"
                    + " ${DEFAULT-VALUE}. Ed25519 signs and cannot decrypt.")
    private String keyType = "rsa-3072";

    @Option(
            names = "--encryption-key",
            paramLabel = "TYPE",
            description = "A second key of this type for encryption; the first one only signs then.")
    private @Nullable String encryptionKeyType;

    @Option(
            names = "--alias",
            paramLabel = "NAME",
            defaultValue = "gateway",
            description = "Name of the key; default: ${DEFAULT-VALUE}. The second one's ends in -encryption.")
    private String alias = "gateway";

    @Option(names = "--add", description = "Add to the key store if it is there, in place of refusing.")
    private boolean add;

    SelfSignedCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        KeyType type = Choice.keyType(spec, "--key", keyType);
        KeyType second = encryptionKeyType == null ? null : encryptionType(encryptionKeyType);
        Duration validity = days.validity();
        CertificateRequest request = subject.request(validity);
        Secret secret = keystore.secret();
        refuseToOverwrite();
        KeystoreEdit edit = KeystoreEdit.of(keystore.file(), secret);
        Map<String, Identity> made = make(request, type, second);
        for (var entry : made.entrySet()) {
            edit.add(entry.getKey(), entry.getValue());
        }
        edit.save();
        report(made, type.onlySigns() && second == null);
        return ExitStatus.DONE;
    }

    private KeyType encryptionType(String text) {
        KeyType type = Choice.keyType(spec, "--encryption-key", text);
        if (type.onlySigns()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--encryption-key: " + text + " (expected: a type that decrypts: RSA or an elliptic curve ec-)");
        }
        return type;
    }

    private void refuseToOverwrite() throws CannotRunException {
        if (!add && Files.exists(keystore.file())) {
            throw KeystoreFile.exists(keystore.file(), "a new file, or --add; its keys may be needed to open old mail");
        }
    }

    private Map<String, Identity> make(CertificateRequest request, KeyType type, @Nullable KeyType second) {
        Certifier certifier = new Certifier();
        Map<String, Identity> made = new LinkedHashMap<>();
        if (second == null) {
            made.put(alias, certifier.selfSigned(request, type));
        } else {
            made.put(alias, certifier.selfSigned(request, type, KeyUse.SIGNING));
            made.put(alias + "-encryption", certifier.selfSigned(request, second, KeyUse.ENCRYPTION));
        }
        return made;
    }

    private void report(Map<String, Identity> made, boolean nobodyEncrypts) {
        var view = new KeystoreView(console, json.wanted(), keystore.file());
        made.forEach((name, identity) -> {
            view.show(name, identity, "made", "new");
            if (!json.wanted()) {
                console.out().print(Pem.of(identity.certificate()));
            }
        });
        if (nobodyEncrypts) {
            console.remark("--key: " + keyType + " signs and cannot decrypt: nobody can encrypt to it"
                    + " (--encryption-key rsa-3072 makes a second key for that)");
        }
    }
}
