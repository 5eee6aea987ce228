package org.smimegate.admin.cert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.smimegate.admin.console.Console;
import org.smimegate.core.cms.LayerCertificates;
import org.smimegate.core.cms.RecipientName;

/** One layer of a message, but for its certificates: who signed it, for whom it is encrypted. */
record LayerView(Path file, LayerCertificates layer) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("layer", layer.layer().token());
        json.put("algorithm", Console.printable(layer.algorithm()));
        json.put(
                "signers",
                layer.signers().stream()
                        .map(signer -> signer.map(CertificateView::fingerprint).orElse(""))
                        .toList());
        json.put("recipients", layer.recipients().stream().map(LayerView::json).toList());
        if (!layer.problem().isEmpty()) {
            json.put("error", Console.printable(layer.problem()));
        }
        return json;
    }

    private static Map<String, String> json(RecipientName recipient) {
        Map<String, String> json = new LinkedHashMap<>();
        recipient.issuer().ifPresent(issuer -> json.put("issuer", name(issuer)));
        recipient.serial().ifPresent(serial -> json.put("serial", serial));
        recipient.keyId().ifPresent(keyId -> json.put("keyId", keyId));
        json.put("algorithm", recipient.algorithm());
        return json;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(file + ": " + headline()));
        if (layer.signers().contains(Optional.empty())) {
            lines.add("  a signer's certificate is not in the message");
        }
        layer.recipients().forEach(recipient -> lines.add("  recipient         " + words(recipient)));
        if (layer.layer().isEncryption()) {
            lines.add("  what is inside cannot be seen without the key; smimegate open has the gateway's keys");
        }
        return lines;
    }

    private String headline() {
        String what = layer.layer().token() + (layer.algorithm().isEmpty() ? "" : ", " + layer.algorithm());
        String content = layer.layer().isEncryption()
                ? count(layer.recipients().size(), "recipient")
                : (layer.signers().isEmpty() ? "" : count(layer.signers().size(), "signer") + ", ")
                        + count(layer.certificates().size(), "certificate");
        return what + (layer.problem().isEmpty() ? "; " + content : ": " + layer.problem());
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String words(RecipientName recipient) {
        String who = Stream.of(
                        recipient.issuer().map(issuer -> "issuer " + name(issuer)),
                        recipient.serial().map(serial -> "serial " + serial),
                        recipient.keyId().map(keyId -> "key id " + keyId))
                .flatMap(Optional::stream)
                .reduce((left, right) -> left + ", " + right)
                .map(text -> text + "; ")
                .orElse("");
        return who + recipient.algorithm();
    }

    private static String name(X500Principal name) {
        return Console.printable(name.toString());
    }
}
