package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.cert.CertificateView;
import org.smimegate.admin.cert.trial.Judgement.Against;
import org.smimegate.admin.cert.trial.Judgement.Result;
import org.smimegate.core.trust.Diagnosis;

/** What the test says of one certificate, for people and as JSON. */
record Report(Specimen specimen, Judgement judgement, Origins origins, Question question) {
    /** @param name the address or host that it shall be for; null: any */
    record Question(Purpose purpose, @Nullable String name, Instant at) {}

    private static final List<String> DRAWN = List.of("subject", "issuer", "notBefore", "notAfter", "key", "sha256");

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", specimen.file().toString());
        json.put("for", question.purpose().token());
        json.put(question.purpose() == Purpose.TLS ? "host" : "address", question.name());
        json.put("at", question.at().toString());
        json.put("result", judgement.result().token());
        json.put("trusted", judgement.trusted());
        json.put("reasons", judgement.against().stream().map(Report::json).toList());
        json.put("remarks", judgement.remarks());
        json.put("advice", judgement.advice());
        json.put("missingIssuer", judgement.drawn().missing().map(Words::name).orElse(null));
        json.put("anchored", judgement.drawn().anchored());
        json.put("chain", judgement.drawn().chain().stream().map(this::json).toList());
        json.put("certificate", CertificateView.of(specimen.certificate()));
        return json;
    }

    private static Map<String, Object> json(Against against) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reason", against.reason());
        json.put("text", against.text());
        json.put("subject", Words.subject(against.about()));
        json.put("sha256", CertificateView.fingerprint(against.about()));
        return json;
    }

    private Map<String, Object> json(Diagnosis.Link link) {
        Map<String, Object> view = CertificateView.of(link.certificate());
        Map<String, Object> json = new LinkedHashMap<>();
        DRAWN.forEach(field -> json.put(field, view.get(field)));
        json.put("origin", origins.of(link.certificate(), specimen));
        json.put(
                "passedOver",
                link.passedOver().stream()
                        .map(namesake -> json(namesake.certificate(), namesake.signed()))
                        .toList());
        return json;
    }

    private Map<String, Object> json(X509Certificate namesake, boolean signed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subject", Words.subject(namesake));
        json.put("sha256", CertificateView.fingerprint(namesake));
        json.put("origin", origins.of(namesake, specimen));
        json.put("signed", signed);
        return json;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(specimen.file() + ": " + headline());
        add(lines, "certificate", List.of(Words.subject(specimen.certificate())));
        add(lines, why(), judgement.against().stream().map(Report::words).toList());
        add(lines, "remark", judgement.remarks());
        add(lines, "chain", ChainDrawing.of(judgement.drawn(), specimen, origins));
        add(lines, "what to do", judgement.advice());
        return lines;
    }

    private String headline() {
        String uses = " for " + question.purpose().words();
        if (judgement.result() == Result.REVOCATION_UNKNOWN) {
            return (judgement.trusted() ? "trusted" : "NOT trusted") + uses
                    + (judgement.trusted() ? ", as revocation is soft" : ", as revocation is hard")
                    + ": everything else passed, but nobody knows whether it is revoked";
        }
        return (judgement.trusted() ? "trusted" : "NOT trusted") + uses;
    }

    private String why() {
        return judgement.result() == Result.REVOCATION_UNKNOWN ? "unknown" : "why not";
    }

    private static String words(Against against) {
        return against.reason() + ": " + against.text();
    }

    private static void add(List<String> lines, String label, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            lines.add("  %-12s %s".formatted(i == 0 ? label : "", values.get(i)));
        }
    }
}
