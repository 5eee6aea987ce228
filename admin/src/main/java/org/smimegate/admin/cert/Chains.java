package org.smimegate.admin.cert;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Who issued whom, by signature: CAs of the same name are told apart. */
final class Chains {
    private static final int MAX_LENGTH = 10;

    private Chains() {}

    /** The issuers of a certificate, nearest first and root included, as far as the candidates have them. */
    static List<X509Certificate> issuers(X509Certificate certificate, Collection<X509Certificate> candidates) {
        List<X509Certificate> chain = new ArrayList<>();
        var last = certificate;
        while (!isSelfSigned(last) && chain.size() < MAX_LENGTH) {
            Optional<X509Certificate> issuer = issuer(last, candidates);
            if (issuer.isEmpty()) {
                break;
            }
            last = issuer.get();
            chain.add(last);
        }
        return chain;
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return isIssued(certificate, certificate);
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate certificate, Collection<X509Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.equals(certificate) && isIssued(certificate, candidate))
                .findFirst();
    }

    private static boolean isIssued(X509Certificate certificate, X509Certificate issuer) {
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
