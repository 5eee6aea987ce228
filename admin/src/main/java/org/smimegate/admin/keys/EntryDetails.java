package org.smimegate.admin.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.cert.CertificateView;
import org.smimegate.core.trust.Certificates;
import org.smimegate.gateway.Gateway;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.AuditRecord;
import org.smimegate.keys.keyring.KeyEntry;

/** Everything that is known of an entry, field by field, in the order to be shown. */
final class EntryDetails {
    private static final int MOST_HISTORY = 100;

    private EntryDetails() {}

    static Map<String, @Nullable Object> of(KeyEntry entry, Gateway gateway, Instant at)
            throws DirectoryUnavailableException {
        Map<String, @Nullable Object> details = EntryView.json(entry);
        Usability usability = Usability.of(entry, gateway, at);
        details.put("usable", usability.usable());
        details.put("reason", usability.reason());
        details.put("detail", usability.detail());
        details.put("certificate", CertificateView.of(entry.content().certificate()));
        details.put(
                "chain",
                entry.content().chain().stream().map(EntryDetails::issuer).toList());
        details.put("history", history(entry, gateway));
        return details;
    }

    private static Map<String, Object> issuer(X509Certificate certificate) {
        Map<String, Object> issuer = new LinkedHashMap<>();
        issuer.put("subject", Certificates.subject(certificate));
        issuer.put("notAfter", certificate.getNotAfter().toInstant().toString());
        issuer.put("sha256", Certificates.fingerprint(certificate));
        return issuer;
    }

    private static List<Map<String, Object>> history(KeyEntry entry, Gateway gateway)
            throws DirectoryUnavailableException {
        return gateway.keyRing().audit(entry.owner(), MOST_HISTORY).stream()
                .filter(event ->
                        event.fingerprint().isEmpty() || event.fingerprint().equals(entry.fingerprint()))
                .map(EntryDetails::event)
                .toList();
    }

    private static Map<String, Object> event(AuditRecord event) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", event.at().toString());
        view.put("action", event.action().token());
        view.put("actor", event.actor());
        view.put("detail", event.detail());
        return view;
    }
}
