package org.smimegate.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.cms.DecryptionKey;
import org.smimegate.core.cms.SigningIdentity;
import org.smimegate.core.outcome.Address;

/** All private keys of the gateway, old ones included: they open old mail; the newest valid one signs. Immutable. */
public final class Credentials {
    private final List<Credential> all;

    public Credentials(List<Credential> all) {
        this.all = List.copyOf(all);
    }

    public List<Credential> all() {
        return all;
    }

    /**
     * Who signs for a From address: a credential that covers it exactly, else one that covers its domain; fit for
     * signing and valid at {@code at}, the newest first.
     */
    public Optional<SigningIdentity> signerFor(Address from, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** The credential of that alias, if it covers the From address, is fit for signing and valid. */
    public Optional<SigningIdentity> signerNamed(String alias, Address from, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** The keys that open mail of that recipient, whatever their dates, newest first. */
    public List<DecryptionKey> openersFor(Address recipient) {
        throw new UnsupportedOperationException();
    }

    /** Every key, for tools that open for every recipient. */
    public List<DecryptionKey> openers() {
        throw new UnsupportedOperationException();
    }
}
