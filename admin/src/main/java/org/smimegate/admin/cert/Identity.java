package org.smimegate.admin.cert;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.Credential;

/**
 * A private key with its certificate.
 *
 * @param chain issuers of the certificate, nearest first
 */
public record Identity(PrivateKey key, X509Certificate certificate, List<X509Certificate> chain) {
    public Identity {
        chain = List.copyOf(chain);
    }

    /** What the gateway uses it for, as key type and key usage say: {@code signing}, {@code encryption}, both, none. */
    List<String> uses() {
        var credential = new Credential("", key, certificate, chain, Coverage.none());
        List<String> uses = new ArrayList<>();
        if (credential.canSign()) {
            uses.add("signing");
        }
        if (credential.canEncrypt()) {
            uses.add("encryption");
        }
        return uses;
    }

    @Override
    public String toString() {
        return "Identity[" + certificate.getSubjectX500Principal() + "]";
    }
}
