package org.smimegate.keys;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Coverage;

/**
 * A certificate of somebody else, as a directory has it.
 *
 * @param chain certificates that came with it; candidates for its path
 * @param coverage for whom it is
 * @param capabilities ciphers its owner's client reads; empty if not known
 * @param pinned an administrator vouches for it in place of a path
 */
public record PartnerCertificate(
        X509Certificate certificate,
        List<X509Certificate> chain,
        Coverage coverage,
        Set<ContentCipher> capabilities,
        boolean pinned) {
    public PartnerCertificate {
        chain = List.copyOf(chain);
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether it is for that very address; a recipient's local part is compared without regard to case. */
    boolean isFor(Address recipient) {
        return coverage.coversIgnoringCase(recipient);
    }

    /** Whether it is for that address, by address, domain or for everybody. */
    public boolean covers(Address recipient) {
        return isFor(recipient) || coverage.covers(recipient);
    }
}
