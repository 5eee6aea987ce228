package org.smimegate.admin.keys;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;

/** An entry in one line, for people and as JSON. */
final class EntryView {
    private static final String FORMAT = "%-6s %-34s %-10s %-9s %-6s %-10s %-16s %s";
    private static final int SHORT_FINGERPRINT = 16;

    private EntryView() {}

    /** Above the lines of {@link #line}. */
    static String header() {
        return FORMAT.formatted("ID", "OWNER", "STATE", "ORIGIN", "PINNED", "EXPIRES", "FINGERPRINT", "NAME, SUBJECT");
    }

    static String line(KeyEntry entry) {
        NewEntry content = entry.content();
        String name = content.name().isEmpty() ? "" : content.name() + ", ";
        return FORMAT.formatted(
                entry.id(),
                entry.owner(),
                entry.state().token(),
                content.origin().token(),
                content.pinned() ? "yes" : "no",
                expires(entry),
                entry.fingerprint().substring(0, SHORT_FINGERPRINT),
                name + Certificates.subject(content.certificate()));
    }

    /** What a command did to it, in one line. */
    static String brief(KeyEntry entry) {
        return entry.id() + " " + entry.owner() + " (" + entry.state().token() + ", "
                + Certificates.subject(entry.content().certificate()) + ", SHA-256 "
                + entry.fingerprint().substring(0, SHORT_FINGERPRINT) + ")";
    }

    static Map<String, @Nullable Object> json(KeyEntry entry) {
        NewEntry content = entry.content();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", entry.id());
        view.put("owner", entry.owner().text());
        view.put("state", entry.state().token());
        view.put("origin", content.origin().token());
        view.put("pinned", content.pinned());
        view.put("decided", content.decided());
        view.put("name", content.name());
        view.put("note", content.note());
        view.put("subject", Certificates.subject(content.certificate()));
        view.put("notAfter", content.certificate().getNotAfter().toInstant().toString());
        view.put("sha256", entry.fingerprint());
        view.put("capabilities", capabilities(content));
        view.put(
                "capabilitiesSigned",
                content.capabilitiesSigned().map(Instant::toString).orElse(null));
        view.put("firstSeen", entry.firstSeen().toString());
        view.put("lastSeen", entry.lastSeen().toString());
        view.put("lastUsed", entry.lastUsed().map(Instant::toString).orElse(null));
        return view;
    }

    private static List<String> capabilities(NewEntry content) {
        return content.capabilities().stream()
                .sorted()
                .map(ContentCipher::token)
                .toList();
    }

    private static String expires(KeyEntry entry) {
        return LocalDate.ofInstant(entry.content().certificate().getNotAfter().toInstant(), ZoneOffset.UTC)
                .toString();
    }
}
