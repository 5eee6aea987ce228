package org.smimegate.admin.cert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A view of a certificate in plain words, one fact a line; lists have a line for each entry. */
public final class CertificateText {
    private static final int LABEL_WIDTH = 18;

    private final Map<String, Object> view;
    private final List<String> lines = new ArrayList<>();

    private CertificateText(Map<String, Object> view) {
        this.view = view;
    }

    /** @param view as {@link CertificateView#of} gives it, with {@code chain} and {@code privateKey} if known */
    public static List<String> of(Map<String, Object> view) {
        CertificateText text = new CertificateText(view);
        text.addNames();
        text.addUses();
        text.addRest();
        return text.lines;
    }

    private void addNames() {
        if (view.containsKey("privateKey")) {
            add("private key", value("privateKey") + (isTrue("waiting") ? ", waits for a CA's answer" : ""));
        }
        add("subject", value("subject"));
        add("issuer", value("issuer") + (isTrue("selfSigned") ? " (itself)" : ""));
        addList("chain", list("chain"), "");
        addList("speaks for", speaksFor(), "nobody: no address and no domain among its names");
        add("signing here", answer("signing"));
        add("encryption here", answer("encryption"));
        add("valid", value("notBefore") + " to " + value("notAfter") + ", " + daysLeft());
        addList("names", list("names"), "none (no subjectAltName)");
    }

    private List<String> speaksFor() {
        return list("speaksFor").stream()
                .map(name -> name.contains("@") ? name : "every address of " + name)
                .toList();
    }

    private String answer(String use) {
        return isTrue(use) ? "yes, if its issuer is trusted or it is pinned" : "no: " + value(use + "Problem");
    }

    private String daysLeft() {
        long days = ((Number) view.getOrDefault("daysLeft", 0)).longValue();
        boolean expired = value("notAfter").compareTo(Instant.now().toString()) < 0;
        return expired ? "expired " + -days + " days ago" : days + " days left";
    }

    private void addUses() {
        String curve = view.containsKey("curve") ? " (" + value("curve") + ")" : "";
        add("key", value("key") + curve);
        add("signed with", value("signatureAlgorithm"));
        add("key usage", joined("keyUsage", "not restricted"));
        add("purposes", joined("extendedKeyUsage", "not restricted"));
        String length = view.containsKey("pathLength") ? ", at most " + value("pathLength") + " CAs below it" : "";
        add("CA", isTrue("ca") ? "yes" + length : "no");
    }

    private void addRest() {
        addIfThere("key id", "subjectKeyIdentifier");
        addIfThere("issuer's key id", "authorityKeyIdentifier");
        addList("CRLs", list("crlDistributionPoints"), "");
        addList("issuer's services", list("authorityInformationAccess"), "");
        addList("policies", list("policies"), "");
        addConstraints();
        addList("extensions", extensions(), "none");
        add("version", value("version"));
        add("serial", value("serial"));
        add("SHA-256", colons("sha256"));
        add("SHA-1", colons("sha1"));
    }

    private void addConstraints() {
        if (view.get("nameConstraints") instanceof Map<?, ?> constraints) {
            constraints.forEach((kind, names) -> addList("names " + kind, strings(names), ""));
        }
    }

    private List<String> extensions() {
        return view.get("extensions") instanceof List<?> all
                ? all.stream()
                        .map(extension -> extension((Map<?, ?>) extension))
                        .toList()
                : List.of();
    }

    private static String extension(Map<?, ?> extension) {
        Object name = extension.get("name");
        String critical = Boolean.TRUE.equals(extension.get("critical")) ? " (critical)" : "";
        return name == null
                ? extension.get("oid") + critical + ", unknown here: " + extension.get("value")
                : name + " " + extension.get("oid") + critical;
    }

    private String colons(String field) {
        return value(field).toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    }

    private void addIfThere(String label, String field) {
        if (view.containsKey(field)) {
            add(label, value(field));
        }
    }

    /** @param ifEmpty what to say of an empty list; nothing if it is empty too */
    private void addList(String label, List<String> values, String ifEmpty) {
        if (values.isEmpty() && !ifEmpty.isEmpty()) {
            add(label, ifEmpty);
        }
        for (int i = 0; i < values.size(); i++) {
            add(i == 0 ? label : "", values.get(i));
        }
    }

    private void add(String label, String value) {
        lines.add("  " + label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + value);
    }

    private String joined(String field, String ifEmpty) {
        List<String> values = list(field);
        return values.isEmpty() ? ifEmpty : String.join(", ", values);
    }

    private List<String> list(String field) {
        return strings(view.get(field));
    }

    private static List<String> strings(@Nullable Object values) {
        return values instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private boolean isTrue(String field) {
        return Boolean.TRUE.equals(view.get(field));
    }

    private String value(String field) {
        return String.valueOf(view.get(field));
    }
}
