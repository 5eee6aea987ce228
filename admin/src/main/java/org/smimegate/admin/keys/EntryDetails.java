package org.smimegate.admin.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.cert.CertificateBrief;
import org.smimegate.admin.cert.CertificateText;
import org.smimegate.admin.cert.CertificateView;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Certificates;
import org.smimegate.gateway.Gateway;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.AuditRecord;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;

/** Everything that is known of an entry. */
record EntryDetails(KeyEntry entry, Usability usability, List<AuditRecord> history) {
    private static final int MOST_HISTORY = 100;

    EntryDetails {
        history = List.copyOf(history);
    }

    static EntryDetails of(KeyEntry entry, Gateway gateway, Instant at) throws DirectoryUnavailableException {
        List<AuditRecord> history = gateway.keyRing().audit(entry.owner(), MOST_HISTORY).stream()
                .filter(event ->
                        event.fingerprint().isEmpty() || event.fingerprint().equals(entry.fingerprint()))
                .toList();
        return new EntryDetails(entry, Usability.of(entry, gateway, at), history);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = EntryView.json(entry);
        json.put("usable", usability.usable());
        json.put("reason", usability.reason());
        json.put("detail", usability.detail());
        json.put("certificate", CertificateView.of(entry.content().certificate()));
        json.put(
                "chain",
                entry.content().chain().stream().map(CertificateBrief::json).toList());
        json.put("history", history.stream().map(EntryDetails::json).toList());
        return json;
    }

    private static Map<String, Object> json(AuditRecord event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", event.at().toString());
        json.put("action", event.action().token());
        json.put("actor", event.actor());
        json.put("detail", event.detail());
        return json;
    }

    /** In plain words, one fact a line. */
    List<String> lines() {
        NewEntry content = entry.content();
        List<String> lines = new ArrayList<>();
        lines.add("entry " + entry.id() + " of " + entry.owner());
        lines.add(line("name", content.name().isEmpty() ? "none" : content.name()));
        lines.add(line("state", entry.state().token() + (content.note().isEmpty() ? "" : ": " + content.note())));
        lines.add(
                line("origin", content.origin().token() + (content.decided() ? ", decided by an administrator" : "")));
        lines.add(
                line("pinned", content.pinned() ? "yes: an administrator vouches for it" : "no: needs a trusted path"));
        lines.add(line("encryption now", usability.words()));
        lines.add(line("reads", reads(content)));
        lines.add(line("first seen", entry.firstSeen().toString()));
        lines.add(line("last seen", entry.lastSeen().toString()));
        lines.add(line("last used", time(entry.lastUsed(), "never")));
        lines.addAll(CertificateText.of(CertificateView.of(content.certificate())));
        content.chain().forEach(issuer -> lines.add(line("came with", Certificates.subject(issuer))));
        history.forEach(event -> lines.add(line("history", words(event))));
        return lines;
    }

    private static String reads(NewEntry content) {
        return content.capabilities().isEmpty()
                ? "not known"
                : content.capabilities().stream()
                                .sorted()
                                .map(ContentCipher::token)
                                .collect(Collectors.joining(", ")) + ", as signed "
                        + time(content.capabilitiesSigned(), "at an unknown time");
    }

    private static String words(AuditRecord event) {
        String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
        return event.at() + " " + event.action().token() + " by " + event.actor() + detail;
    }

    private static String time(Optional<Instant> time, String none) {
        return time.map(Instant::toString).orElse(none);
    }

    private static String line(String label, String value) {
        return "  %-18s%s".formatted(label, value);
    }
}
