package org.smimegate.keys;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The issuers of a certificate, nearest first, as far as candidates are at hand and without the root. */
final class IssuerChain {
    private static final int MAX_LENGTH = 10;

    private IssuerChain() {}

    static List<X509Certificate> of(X509Certificate certificate, Collection<X509Certificate> candidates) {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> issuer = issuer(certificate, candidates);
        while (issuer.isPresent() && !chain.contains(issuer.get()) && chain.size() < MAX_LENGTH) {
            chain.add(issuer.get());
            issuer = issuer(issuer.get(), candidates);
        }
        return chain;
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate certificate, Collection<X509Certificate> candidates) {
        return candidates.stream()
                .filter(c -> !isRoot(c) && !c.equals(certificate))
                .filter(c -> issued(c, certificate))
                .findFirst();
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
