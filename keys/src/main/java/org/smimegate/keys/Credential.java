package org.smimegate.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.core.trust.Coverage;

/**
 * One private key of the gateway with its certificate.
 *
 * @param alias unique among the gateway's credentials; the PKCS#12 friendly name
 * @param chain issuers of the certificate, nearest first, root excluded
 * @param coverage who may be signed for and whose mail is opened with it
 */
public record Credential(
        String alias, PrivateKey key, X509Certificate certificate, List<X509Certificate> chain, Coverage coverage) {
    public Credential {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "Credential[" + alias + "]";
    }
}
