package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.PartnerCertificate;

/**
 * An entry of the key ring: one certificate for one owner, with its history.
 *
 * @param id never used again after the entry is gone
 * @param firstSeen when it was stored
 * @param lastSeen when a message or an administrator last brought it
 * @param lastUsed when it was last encrypted to, to about a minute
 */
public record KeyEntry(long id, NewEntry content, Instant firstSeen, Instant lastSeen, Optional<Instant> lastUsed) {
    public Owner owner() {
        return content.owner();
    }

    public State state() {
        return content.state();
    }

    /** SHA-256 of the certificate in lower case hexadecimal digits. */
    public String fingerprint() {
        return Certificates.fingerprint(content.certificate());
    }

    /** As a candidate to encrypt to. */
    public PartnerCertificate partner() {
        return new PartnerCertificate(
                content.certificate(), content.chain(), owner().coverage(), content.capabilities(), content.pinned());
    }

    /** The same in another state. */
    public KeyEntry in(State state, String note) {
        return with(state, content.pinned(), content.decided(), note);
    }

    /** The same after an administrator decided. */
    public KeyEntry decided(State state, boolean pinned, String note) {
        return with(state, pinned, true, note);
    }

    /** The same with what a newer message says its owner's client reads. */
    public KeyEntry reading(Set<ContentCipher> capabilities, Instant signed) {
        return with(
                content.chain(),
                content.state(),
                content.pinned(),
                content.decided(),
                content.note(),
                capabilities,
                Optional.of(signed));
    }

    /** The same with other candidates for its path. */
    public KeyEntry along(List<X509Certificate> chain) {
        return with(
                chain,
                content.state(),
                content.pinned(),
                content.decided(),
                content.note(),
                content.capabilities(),
                content.capabilitiesSigned());
    }

    private KeyEntry with(State state, boolean pinned, boolean decided, String note) {
        return with(
                content.chain(), state, pinned, decided, note, content.capabilities(), content.capabilitiesSigned());
    }

    /** Name, owner, certificate and origin of an entry never change. */
    private KeyEntry with(
            List<X509Certificate> chain,
            State state,
            boolean pinned,
            boolean decided,
            String note,
            Set<ContentCipher> capabilities,
            Optional<Instant> capabilitiesSigned) {
        NewEntry changed = new NewEntry(
                content.name(),
                content.owner(),
                content.certificate(),
                chain,
                content.origin(),
                state,
                pinned,
                decided,
                note,
                capabilities,
                capabilitiesSigned);
        return new KeyEntry(id, changed, firstSeen, lastSeen, lastUsed);
    }
}
