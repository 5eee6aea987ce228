package org.smimegate.admin.cert;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.KeystoreReader;
import org.smimegate.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smimegate cert show}: what certificates say. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows every field of the certificates of a file, and what this gateway could use them for.")
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "PEM, DER, PKCS#7, or PKCS#12 with --secret.")
    private List<Path> files = List.of();

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "Password of PKCS#12 files: file:PATH (mode 0600) or env:NAME.")
    private @Nullable String secret;

    /**
     * What a file holds.
     *
     * @param keys names of private keys by their certificate
     */
    private record Content(List<X509Certificate> certificates, Map<X509Certificate, String> keys) {}

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        Secret password = secret == null ? null : KeystoreOptions.secret(secret);
        int status = ExitStatus.DONE;
        for (Path file : files) {
            try {
                show(file, content(file, password));
            } catch (CannotRunException e) {
                complain(file, String.valueOf(e.getMessage()));
                status = ExitStatus.CANNOT_RUN;
            }
        }
        return status;
    }

    private void complain(Path file, String message) {
        if (json.wanted()) {
            console.json(Map.of("file", file.toString(), "error", Console.printable(message)));
        }
        console.remark(message);
    }

    private static Content content(Path file, @Nullable Secret password) throws CannotRunException {
        InputFile input = InputFile.read(file);
        return input.isPkcs12() ? pkcs12(file, password) : certificates(input);
    }

    private static Content pkcs12(Path file, @Nullable Secret password) throws CannotRunException {
        if (password == null) {
            throw new CannotRunException(
                    file + ": PKCS#12 (expected: its password with --secret file:PATH or env:NAME)");
        }
        try {
            KeystoreReader.Contents contents = KeystoreReader.contents(file, password);
            Map<X509Certificate, String> keys = new LinkedHashMap<>();
            contents.credentials().forEach(c -> keys.put(c.certificate(), c.alias()));
            return new Content(contents.certificates(), keys);
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Private keys in a PEM file are not looked at. */
    private static Content certificates(InputFile input) throws CannotRunException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : input.blocks()) {
            if (!InputFile.isKey(block)) {
                certificates.addAll(input.certificates(block));
            }
        }
        if (certificates.isEmpty()) {
            throw new CannotRunException(input.path() + ": a private key without certificate (expected: certificates)");
        }
        return new Content(certificates.stream().distinct().toList(), Map.of());
    }

    private void show(Path file, Content content) {
        for (X509Certificate certificate : content.certificates()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("file", file.toString());
            String key = content.keys().get(certificate);
            if (key != null) {
                view.put("privateKey", key);
                view.put("waiting", CertificateUses.isNothing(certificate));
            }
            view.put("chain", chain(certificate, content.certificates()));
            view.putAll(CertificateView.of(certificate));
            if (json.wanted()) {
                console.json(view);
            } else {
                console.line(file.toString());
                CertificateText.of(view).forEach(console::line);
            }
        }
    }

    /** The subjects of its issuers as far as the file has them; the signatures were verified. */
    private static List<String> chain(X509Certificate certificate, List<X509Certificate> certificates) {
        return Chains.issuers(certificate, certificates).stream()
                .map(issuer ->
                        Console.printable(issuer.getSubjectX500Principal().toString()))
                .toList();
    }
}
