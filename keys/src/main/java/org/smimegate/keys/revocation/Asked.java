package org.smimegate.keys.revocation;

import java.security.cert.X509Certificate;
import org.smimegate.core.trust.Certificates;

/** A certificate that a responder may know something of. */
record Asked(X509Certificate certificate, X509Certificate issuer) {
    @Override
    public String toString() {
        return "OCSP answer on '" + Certificates.subject(certificate) + "'";
    }
}
