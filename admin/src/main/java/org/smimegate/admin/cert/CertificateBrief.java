package org.smimegate.admin.cert;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.smimegate.core.trust.Certificates;

/** Enough of a certificate to find it again, as JSON; all of it: {@link CertificateView}. */
public final class CertificateBrief {
    private static final int HEXADECIMAL = 16;

    private CertificateBrief() {}

    public static Map<String, Object> json(X509Certificate certificate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subject", Certificates.subject(certificate));
        json.put("issuer", Certificates.issuer(certificate));
        json.put("serial", certificate.getSerialNumber().toString(HEXADECIMAL));
        json.put("notBefore", certificate.getNotBefore().toInstant().toString());
        json.put("notAfter", certificate.getNotAfter().toInstant().toString());
        json.put("sha256", Certificates.fingerprint(certificate));
        return json;
    }
}
