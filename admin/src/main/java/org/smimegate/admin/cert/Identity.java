package org.smimegate.admin.cert;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A private key with its certificate.
 *
 * @param chain issuers of the certificate, nearest first
 */
public record Identity(PrivateKey key, X509Certificate certificate, List<X509Certificate> chain) {
    public Identity {
        chain = List.copyOf(chain);
    }

    List<X509Certificate> path() {
        List<X509Certificate> path = new ArrayList<>(List.of(certificate));
        path.addAll(chain);
        return path;
    }

    @Override
    public String toString() {
        return "Identity[" + certificate.getSubjectX500Principal() + "]";
    }
}
