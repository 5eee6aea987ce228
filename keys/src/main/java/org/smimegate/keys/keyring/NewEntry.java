package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.policy.ContentCipher;

/**
 * An entry to be stored.
 *
 * @param name what the administrator calls it; may be empty
 * @param chain certificates that came along; candidates for its path
 * @param pinned an administrator vouches for it in place of a path
 * @param decided an administrator brought it into its state; such entries are never replaced or evicted by themselves
 * @param note why it is pending or rejected, in plain words; else empty
 * @param capabilities ciphers its owner's client reads; empty if not known
 * @param capabilitiesSigned the signing time of the message that announced them
 */
public record NewEntry(
        String name,
        Owner owner,
        X509Certificate certificate,
        List<X509Certificate> chain,
        Origin origin,
        State state,
        boolean pinned,
        boolean decided,
        String note,
        Set<ContentCipher> capabilities,
        Optional<Instant> capabilitiesSigned) {
    public NewEntry {
        chain = List.copyOf(chain);
        capabilities = Set.copyOf(capabilities);
    }
}
