package org.smimegate.keys.revocation;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.core.trust.Certificates;

/**
 * Where a revocation list is.
 *
 * @param urls all of the same list, in the order to try them
 * @param issuer of the certificates that point there; most often, but not always, also of the list
 */
record ListPlace(List<URI> urls, X509Certificate issuer) {
    ListPlace {
        urls = List.copyOf(urls);
    }

    @Override
    public String toString() {
        return "revocation list of '" + Certificates.subject(issuer) + "'";
    }
}
