package org.smimegate.admin.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.smimegate.admin.cert.CertificateBrief;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.trust.Certificates;

/** One layer of a message, for people and as JSON. */
final class LayerView {
    private LayerView() {}

    static Map<String, Object> json(LayerReport layer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("layer", layer.layer().token());
        object.put("algorithm", layer.algorithm());
        object.put("decryption", layer.decryption().map(Decryption::token).orElse(null));
        object.put("problem", layer.problem().map(problem -> problem.token()).orElse(null));
        object.put("detail", layer.detail());
        object.put(
                "signatures", layer.signatures().stream().map(LayerView::json).toList());
        return object;
    }

    private static Map<String, Object> json(SignatureVerdict signature) {
        SignatureEvidence evidence = signature.evidence();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("signature", signature.result().token());
        object.put("reason", signature.reason().map(reason -> reason.token()).orElse(null));
        object.put("detail", signature.detail());
        object.put("signer", evidence.signer().map(Object::toString).orElse(null));
        object.put("certificate", subject(evidence));
        object.put("digestAlgorithm", evidence.digestAlgorithm());
        object.put("signatureAlgorithm", evidence.signatureAlgorithm());
        object.put("signingTime", evidence.signingTime().map(Instant::toString).orElse(null));
        object.put(
                "chain", evidence.chain().stream().map(CertificateBrief::json).toList());
        object.put("revocation", evidence.revocation());
        return object;
    }

    static String line(LayerReport layer) {
        return layer.layer().token()
                + part("", layer.algorithm())
                + layer.decryption().map(d -> ", " + d.token()).orElse("")
                + layer.problem().map(p -> ", " + p.token()).orElse("")
                + part(": ", layer.detail());
    }

    static String line(SignatureVerdict signature) {
        SignatureEvidence evidence = signature.evidence();
        return "signature " + signature.result().token()
                + signature.reason().map(reason -> " (" + reason.token() + ")").orElse("")
                + part(", ", subject(evidence))
                + part(", ", evidence.signatureAlgorithm())
                + evidence.signingTime().map(time -> ", signed " + time).orElse("")
                + part(": ", signature.detail());
    }

    /** What is known besides the verdict, in words; empty if nothing is. */
    static List<String> evidence(SignatureVerdict signature) {
        SignatureEvidence evidence = signature.evidence();
        List<String> lines = new ArrayList<>();
        if (!evidence.chain().isEmpty()) {
            lines.add("chain: "
                    + evidence.chain().stream().map(Certificates::subject).collect(Collectors.joining(" < ")));
        }
        if (!evidence.revocation().isEmpty()) {
            lines.add("not revoked: " + evidence.revocation());
        }
        return lines;
    }

    private static String part(String separator, String text) {
        return text.isEmpty() ? "" : (separator.isEmpty() ? " " : separator) + text;
    }

    private static String subject(SignatureEvidence evidence) {
        return evidence.certificate().map(Certificates::subject).orElse("");
    }
}
