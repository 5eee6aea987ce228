package org.smimegate.core.testing;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A key with its certificate and the certificates above it.
 *
 * @param kind what {@code keys} are, as far as known to the builder
 * @param issuers nearest first, the root last; empty if the certificate is self-signed
 */
public record TestIdentity(KeyKind kind, KeyPair keys, X509Certificate certificate, List<X509Certificate> issuers) {
    public TestIdentity {
        issuers = List.copyOf(issuers);
    }

    public PrivateKey key() {
        return keys.getPrivate();
    }

    /** What a sender puts into a message besides the own certificate: every issuer but the root. */
    public List<X509Certificate> intermediates() {
        return issuers.isEmpty() ? List.of() : issuers.subList(0, issuers.size() - 1);
    }

    /** The certificate, its issuers, the root. */
    public List<X509Certificate> fullChain() {
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        chain.addAll(issuers);
        return List.copyOf(chain);
    }

    /** The last of the chain, the certificate itself if it is self-signed. */
    public X509Certificate root() {
        return issuers.isEmpty() ? certificate : issuers.get(issuers.size() - 1);
    }

    /**
     * Starts a certificate below this one; {@code build()} makes a leaf for mail unless {@code ca()} is called.
     *
     * @param subject a distinguished name, or only its common name
     */
    public CertificateBuilder issue(String subject) {
        return CertificateBuilder.issuedBy(this, subject);
    }

    @Override
    public String toString() {
        return "TestIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
