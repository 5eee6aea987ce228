package org.smimegate.keys.keyring;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.trust.Certificates;

/**
 * An entry as {@link EntryRows#INSERT} and {@link EntryRows#UPDATE} take it.
 *
 * @param bytes of the certificate alone
 * @param chain the digest of its {@link Chain}
 * @param columns by the names that stand in the statements
 */
record EntryValues(String fingerprint, int bytes, Optional<String> chain, Map<String, @Nullable Object> columns) {
    /** What the embedded database takes in one field is twice that. */
    private static final int MAX_CERTIFICATE = 512 * 1024;

    /** @throws IllegalArgumentException the certificate is larger than any that somebody uses */
    static EntryValues of(NewEntry entry) {
        byte[] certificate = encoded(entry.certificate());
        String fingerprint = Certificates.fingerprint(entry.certificate());
        Optional<String> chain = Chain.of(entry.chain()).map(Chain::digest);
        Map<String, @Nullable Object> columns = described(entry);
        columns.put("fingerprint", fingerprint);
        columns.put("pin", entry.pinned() ? fingerprint : null);
        columns.put("certificate", certificate);
        columns.put("bytes", certificate.length);
        columns.put("chain", chain.orElse(null));
        return new EntryValues(fingerprint, certificate.length, chain, columns);
    }

    private static Map<String, @Nullable Object> described(NewEntry entry) {
        String name = StoredText.of(entry.name());
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("owner", entry.owner().text());
        columns.put("name", name);
        columns.put("search", search(entry, name));
        columns.put("origin", entry.origin().token());
        columns.put("state", entry.state().token());
        columns.put("pinned", entry.pinned());
        columns.put("decided", entry.decided());
        columns.put("note", StoredText.of(entry.note()));
        columns.put("capabilities", EntryRows.capabilities(entry.capabilities()));
        columns.put(
                "capabilitiesSigned",
                entry.capabilitiesSigned().map(EntryRows::time).orElse(null));
        return columns;
    }

    /** Lower case is made here, for each database has its own idea of it. */
    private static String search(NewEntry entry, String name) {
        String all = entry.owner() + "\n" + Certificates.subject(entry.certificate()) + "\n" + name;
        return StoredText.of(all.toLowerCase(Locale.ROOT));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            byte[] der = certificate.getEncoded();
            if (der.length > MAX_CERTIFICATE) {
                throw new IllegalArgumentException(
                        "certificate: " + der.length + " bytes (expected: at most " + MAX_CERTIFICATE + ")");
            }
            return der;
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate: not encodable", e);
        }
    }
}
