package org.smimegate.admin.cert;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.core.cms.LayerCertificates;
import org.smimegate.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smimegate cert show}: what certificates say. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows every field of the certificates of a file or message, and what this gateway could use them for.",
        footer = {
            "%nOf a message, the certificates that its signatures bring are shown, and for whom it is encrypted.",
            "Whether the gateway would trust a certificate: smimegate cert test."
        })
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "PEM, DER, PKCS#7, PKCS#12 with --secret, or an S/MIME message.")
    private List<Path> files = List.of();

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "Password of PKCS#12 files: file:PATH (mode 0600) or env:NAME.")
    private @Nullable String secret;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException {
        Secret password = secret == null ? null : KeystoreOptions.secret(secret);
        int status = ExitStatus.DONE;
        for (Path file : files) {
            try {
                status = Math.max(status, show(file, password));
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

    private int show(Path file, @Nullable Secret password) throws CannotRunException {
        Optional<SmimeMessage> message = SmimeMessage.read(file);
        if (message.isPresent()) {
            return show(message.get());
        }
        CertificateFile content = CertificateFile.read(file, password);
        for (X509Certificate certificate : content.certificates()) {
            Map<String, Object> extra = new LinkedHashMap<>();
            String key = content.keys().get(certificate);
            if (key != null) {
                extra.put("privateKey", key);
                extra.put("waiting", CertificateUses.isNothing(certificate));
            }
            show(file, certificate, content.certificates(), extra);
        }
        return ExitStatus.DONE;
    }

    private int show(SmimeMessage message) {
        int status = ExitStatus.DONE;
        for (LayerCertificates layer : message.layers()) {
            show(new LayerView(message.path(), layer));
            for (X509Certificate certificate : layer.certificates()) {
                boolean signer = layer.signers().contains(Optional.of(certificate));
                Map<String, Object> extra = new LinkedHashMap<>();
                extra.put("layer", layer.layer().token());
                extra.put("signer", signer);
                show(message.path(), certificate, layer.certificates(), extra);
            }
            status = layer.problem().isEmpty() ? status : ExitStatus.CANNOT_RUN;
        }
        return status;
    }

    private void show(LayerView layer) {
        if (json.wanted()) {
            console.json(layer.json());
        } else {
            layer.lines().forEach(console::line);
        }
    }

    /** @param extra what its file says of it */
    private void show(Path file, X509Certificate certificate, List<X509Certificate> others, Map<String, Object> extra) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("file", file.toString());
        view.putAll(extra);
        view.put("chain", chain(certificate, others));
        view.putAll(CertificateView.of(certificate));
        if (json.wanted()) {
            console.json(view);
        } else {
            console.line(file + (Boolean.TRUE.equals(extra.get("signer")) ? ": the signer's certificate" : ""));
            CertificateText.of(view).forEach(console::line);
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
