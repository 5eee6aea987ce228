package org.smimegate.core.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** One certificate revocation list (RFC 5280 section 5), complete or delta, not yet believed. Immutable. */
public final class RevocationList {
    private final X509CRL crl;
    private final String origin;

    private RevocationList(X509CRL crl, String origin) {
        this.crl = crl;
        this.origin = origin;
    }

    /**
     * The list in the bytes; empty if they are not exactly one that can be read.
     *
     * @param der DER, without any PEM around it
     * @param origin where it came from, for logs: a file, a URL, "the message"
     */
    public static Optional<RevocationList> ofDer(byte[] der, String origin) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509CRL crl =
                    (X509CRL) CertificateFactory.getInstance("X.509", "SUN").generateCRL(in);
            return in.available() > 0 ? Optional.empty() : Optional.of(new RevocationList(crl, origin));
        } catch (CRLException | StackOverflowError e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK reads no revocation lists", e);
        }
    }

    public X500Principal issuer() {
        return crl.getIssuerX500Principal();
    }

    public String origin() {
        return origin;
    }

    public X509CRL crl() {
        return crl;
    }
}
