package org.smimegate.keys;

import java.security.cert.X509Certificate;
import org.smimegate.core.trust.Certificates;

/** Names a certificate in messages. */
final class Describe {
    private Describe() {}

    static String certificate(X509Certificate certificate) {
        return Certificates.subject(certificate) + " (serial "
                + certificate.getSerialNumber().toString(16) + ")";
    }
}
