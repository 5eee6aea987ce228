package org.smimegate.keys.revocation;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.trust.OcspAnswer;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.core.trust.RevocationSource;

/** Several sources as one: everything that any of them knows. */
public record RevocationSources(List<RevocationSource> sources) implements RevocationSource {
    public RevocationSources {
        sources = List.copyOf(sources);
    }

    @Override
    public Collection<RevocationList> listsOf(X500Principal issuer) {
        return sources.stream()
                .flatMap(source -> source.listsOf(issuer).stream())
                .toList();
    }

    @Override
    public Collection<OcspAnswer> answersOn(X509Certificate certificate, X509Certificate issuer) {
        return sources.stream()
                .flatMap(source -> source.answersOn(certificate, issuer).stream())
                .toList();
    }

    @Override
    public void missing(X509Certificate certificate, X509Certificate issuer) {
        sources.forEach(source -> source.missing(certificate, issuer));
    }
}
