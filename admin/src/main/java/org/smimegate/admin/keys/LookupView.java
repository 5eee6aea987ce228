package org.smimegate.admin.keys;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.KeyLookup;

/** What mail to an address would be encrypted to now. */
record LookupView(Map<String, @Nullable Object> json, String line, int status) {
    static LookupView of(Address address, KeyLookup lookup) {
        if (lookup instanceof KeyLookup.Found found) {
            X509Certificate certificate = found.recipient().certificate();
            String detail = Certificates.subject(certificate) + ", issued by " + Certificates.issuer(certificate)
                    + ", valid until " + certificate.getNotAfter().toInstant() + ", SHA-256 "
                    + Certificates.fingerprint(certificate);
            return new LookupView(
                    json(address, "found", detail, Certificates.fingerprint(certificate)),
                    "Mail to " + address + " would be encrypted to " + detail,
                    ExitStatus.DONE);
        }
        if (lookup instanceof KeyLookup.Missing missing) {
            return new LookupView(
                    json(address, "missing", missing.detail(), null),
                    "Mail to " + address + " cannot be encrypted: " + missing.detail(),
                    ExitStatus.NO);
        }
        String detail = lookup instanceof KeyLookup.Unavailable unavailable ? unavailable.detail() : "";
        return new LookupView(
                json(address, "unavailable", detail, null),
                "Nobody can tell now whether mail to " + address + " can be encrypted; it would wait: " + detail,
                ExitStatus.CANNOT_RUN);
    }

    private static Map<String, @Nullable Object> json(
            Address address, String lookup, String detail, @Nullable String sha256) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("address", address.toString());
        json.put("lookup", lookup);
        json.put("detail", detail);
        json.put("sha256", sha256);
        return json;
    }
}
