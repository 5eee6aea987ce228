package org.smimegate.admin.cert;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
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

/** {@code smimegate cert show}: what certificates say. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows every field of the certificates of a file.")
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "PEM, DER, or PKCS#12 with --secret.")
    private List<Path> files = List.of();

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "The files are PKCS#12 with this password: file:PATH or env:NAME.")
    private @Nullable String secret;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        for (Path file : files) {
            for (X509Certificate certificate : certificates(file)) {
                show(file, CertificateView.of(certificate));
            }
        }
        return ExitStatus.DONE;
    }

    private List<X509Certificate> certificates(Path file) throws CannotRunException {
        if (secret == null) {
            return Pem.certificates(file);
        }
        return KeystoreFile.read(file, KeystoreOptions.secret(secret)).stream()
                .map(Credential::certificate)
                .toList();
    }

    private void show(Path file, Map<String, Object> view) {
        if (json.wanted()) {
            Map<String, Object> object = new LinkedHashMap<>(Map.of("file", file.toString()));
            object.putAll(view);
            console.json(object);
            return;
        }
        console.line(file.toString());
        view.forEach((field, value) -> console.line("  %-18s %s".formatted(field, text(value))));
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
