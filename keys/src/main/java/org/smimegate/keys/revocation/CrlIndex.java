package org.smimegate.keys.revocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.keys.FolderReader.Content;

/** Revocation lists by their issuers, each list once. */
record CrlIndex(Map<X500Principal, Set<RevocationList>> byIssuer) {
    static CrlIndex of(List<Content<RevocationList>> files) {
        Map<X500Principal, Set<RevocationList>> byIssuer = new HashMap<>();
        files.stream()
                .flatMap(file -> file.items().stream())
                .forEach(list -> byIssuer.computeIfAbsent(list.issuer(), i -> new LinkedHashSet<>())
                        .add(list));
        return new CrlIndex(byIssuer);
    }

    Collection<RevocationList> listsOf(X500Principal issuer) {
        return byIssuer.getOrDefault(issuer, Set.of());
    }

    int size() {
        return byIssuer.values().stream().mapToInt(Set::size).sum();
    }
}
