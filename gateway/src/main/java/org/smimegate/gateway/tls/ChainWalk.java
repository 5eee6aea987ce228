package org.smimegate.gateway.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The way from a server's certificate up, through what the server sent to the first anchor.
 *
 * @param path the server's certificate first, without the anchor unless that was sent
 * @param anchored whether it ends at an anchor
 */
record ChainWalk(List<X509Certificate> path, boolean anchored) {
    ChainWalk {
        path = List.copyOf(path);
    }

    /** @param served not empty */
    static ChainWalk of(List<X509Certificate> served, Collection<X509Certificate> anchors) {
        List<X509Certificate> path = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(served.get(0));
        while (next.isPresent() && !path.contains(next.get())) {
            X509Certificate current = next.get();
            path.add(current);
            if (anchors.contains(current) || issuer(current, anchors).isPresent()) {
                return new ChainWalk(path, true);
            }
            next = isSelfSigned(current) ? Optional.empty() : issuer(current, served);
        }
        return new ChainWalk(path, false);
    }

    X509Certificate last() {
        return path.get(path.size() - 1);
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return isIssuer(certificate, certificate);
    }

    private static Optional<X509Certificate> issuer(X509Certificate of, Collection<X509Certificate> among) {
        return among.stream().filter(candidate -> isIssuer(candidate, of)).findFirst();
    }

    private static boolean isIssuer(X509Certificate issuer, X509Certificate certificate) {
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
