package org.smimegate.admin.keys;

import java.time.Instant;
import java.util.Optional;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.AuditAction;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.OwnerEntries;
import org.smimegate.keys.keyring.State;

/** Stores a certificate that an administrator vouches for; one that is there already is vouched for from now on. */
final class Adding {
    private final KeyRing ring;
    private final Candidate candidate;
    private final String name;

    /** @param before the state of the entry that was there; empty if there was none */
    record Added(KeyEntry entry, Optional<State> before) {}

    /** @param name empty: the common name, or the one it has already */
    Adding(KeyRing ring, Candidate candidate, String name) {
        this.ring = ring;
        this.candidate = candidate;
        this.name = name;
    }

    /** Adds it for one owner, in one transaction. */
    Added to(Owner owner, Instant at) throws DirectoryUnavailableException {
        return ring.change(
                owner,
                Actor.name(),
                at,
                entries -> entries.all().stream()
                        .filter(entry -> entry.content().certificate().equals(candidate.certificate()))
                        .findFirst()
                        .map(known -> again(entries, known))
                        .orElseGet(() -> first(entries, owner)));
    }

    private Added first(OwnerEntries entries, Owner owner) {
        String called = name.isEmpty() ? Certificates.commonName(candidate.certificate()) : name;
        return new Added(entries.add(candidate.entry(called, owner), AuditAction.ADDED, ""), Optional.empty());
    }

    private Added again(OwnerEntries entries, KeyEntry known) {
        KeyEntry changed = new KeyEntry(
                known.id(), content(known.content()), known.firstSeen(), known.lastSeen(), known.lastUsed());
        entries.change(changed, AuditAction.ADDED, "was " + known.state().token());
        return new Added(changed, Optional.of(known.state()));
    }

    private NewEntry content(NewEntry known) {
        return new NewEntry(
                name.isEmpty() ? known.name() : name,
                known.owner(),
                known.certificate(),
                candidate.chain().isEmpty() ? known.chain() : candidate.chain(),
                known.origin() == Origin.MANUAL ? Origin.MANUAL : candidate.origin(),
                State.ACTIVE,
                true,
                true,
                "",
                known.capabilities(),
                known.capabilitiesSigned());
    }
}
