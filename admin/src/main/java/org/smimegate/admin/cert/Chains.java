package org.smimegate.admin.cert;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Puts certificates in order. */
final class Chains {
    private Chains() {}

    /** The issuers of a certificate, nearest first, as far as the candidates have them. */
    static List<X509Certificate> order(X509Certificate certificate, List<X509Certificate> candidates) {
        List<X509Certificate> left = new ArrayList<>(candidates);
        List<X509Certificate> chain = new ArrayList<>();
        var last = certificate;
        for (int i = 0; i < candidates.size(); i++) {
            var subject = last.getIssuerX500Principal();
            var issuer = left.stream()
                    .filter(c -> c.getSubjectX500Principal().equals(subject))
                    .findFirst();
            if (issuer.isEmpty()) {
                break;
            }
            last = issuer.get();
            left.remove(last);
            chain.add(last);
        }
        return chain;
    }
}
