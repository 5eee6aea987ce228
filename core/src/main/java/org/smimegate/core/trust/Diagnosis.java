package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.outcome.Reason;

/**
 * What a certificate's chain looks like, and all that speaks against it.
 *
 * @param chain from the certificate as far up as it could be drawn
 * @param anchored whether it ends at a trust anchor
 * @param missing the name of the issuer of whom no certificate is known, if that is where the chain ends
 * @param unknown certificates of the chain of which nothing says whether they are revoked, if that was looked at
 * @param findings the one that decided first; empty if nothing speaks against it
 */
public record Diagnosis(
        List<Link> chain,
        boolean anchored,
        Optional<X500Principal> missing,
        List<X509Certificate> unknown,
        List<Finding> findings) {
    public Diagnosis {
        chain = List.copyOf(chain);
        unknown = List.copyOf(unknown);
        findings = List.copyOf(findings);
    }

    /**
     * One certificate of the chain.
     *
     * @param passedOver certificates of its issuer's name that are not the next link
     */
    public record Link(X509Certificate certificate, List<Namesake> passedOver) {
        public Link {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** @param signed whether its key signed the link, too; if not, it only has the issuer's name */
    public record Namesake(X509Certificate certificate, boolean signed) {}

    /**
     * A reason against it.
     *
     * @param detail plain words, fit for one line
     * @param certificate the one it is about; the first of the chain if it is about several
     */
    public record Finding(Reason reason, String detail, X509Certificate certificate) {}
}
