package org.smimegate.admin.cert;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.smimegate.admin.console.Console;

/** Tells which key of a key store is for what. */
record KeystoreView(Console console, boolean json, Path keystore) {
    /**
     * Names the entry, what it is for and what to know about it.
     *
     * @param action what happened to it, as JSON says it
     * @param words the same for people
     */
    void show(String alias, Identity identity, String action, String words) {
        List<String> remarks = CertificateUses.isNothing(identity.certificate()) ? List.of() : remarks(identity);
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("keystore", keystore.toString());
            object.put("alias", alias);
            object.put("action", action);
            object.put("use", identity.uses());
            object.put("remarks", remarks);
            object.putAll(CertificateView.of(identity.certificate()));
            console.json(object);
            return;
        }
        console.line(keystore + ": key " + alias + " for " + CertificateView.speaksFor(identity.certificate()) + "; "
                + use(identity) + "; " + words);
        remarks.forEach(remark -> console.remark("key " + alias + ": " + remark));
    }

    private static String use(Identity identity) {
        List<String> uses = identity.uses();
        return uses.isEmpty() ? "neither signing nor encryption" : String.join(" and ", uses);
    }

    private static List<String> remarks(Identity identity) {
        X509Certificate certificate = identity.certificate();
        List<String> remarks = new ArrayList<>();
        if (certificate.getNotAfter().toInstant().isBefore(Instant.now())) {
            remarks.add("its certificate has expired: it opens old mail only");
        }
        if (identity.uses().isEmpty()) {
            remarks.add("its certificate is neither for signing nor for encryption: it opens old mail only");
        }
        if (CertificateView.coverage(certificate).isEmpty()) {
            remarks.add("its certificate names no address and no domain: say with for= in smime.xml whom it is for");
        }
        if (certificate.getBasicConstraints() >= 0) {
            remarks.add("its certificate says that it is a CA: receivers refuse signatures of such");
        }
        return remarks;
    }
}
