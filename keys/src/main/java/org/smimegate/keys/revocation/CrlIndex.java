package org.smimegate.keys.revocation;

import java.security.cert.X509CRL;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.keys.FolderReader.Content;

/** Revocation lists by their issuers, each list once. */
record CrlIndex(Map<X500Principal, Map<X509CRL, RevocationList>> byIssuer) {
    static CrlIndex of(List<Content<RevocationList>> files) {
        Map<X500Principal, Map<X509CRL, RevocationList>> byIssuer = new HashMap<>();
        for (Content<RevocationList> file : files) {
            for (RevocationList list : file.items()) {
                byIssuer.computeIfAbsent(list.issuer(), i -> new LinkedHashMap<>())
                        .putIfAbsent(list.crl(), list);
            }
        }
        return new CrlIndex(byIssuer);
    }

    Collection<RevocationList> listsOf(X500Principal issuer) {
        return byIssuer.getOrDefault(issuer, Map.of()).values();
    }

    int size() {
        return byIssuer.values().stream().mapToInt(Map::size).sum();
    }
}
