package org.smimegate.core.cms;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who signs.
 *
 * @param key private key of {@code certificate}; kept as the object of the provider that computes with it
 * @param chain issuers of {@code certificate} that go along, without the root
 * @param encryptionCertificate where answers shall be encrypted to; may equal {@code certificate}
 */
public record SigningIdentity(
        PrivateKey key,
        X509Certificate certificate,
        List<X509Certificate> chain,
        X509Certificate encryptionCertificate) {
    public SigningIdentity {
        key = Providers.ownOf(certificate, key);
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "SigningIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
