package org.smimegate.keys.keyring;

import java.time.Instant;
import java.util.Optional;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.KeyRing.Work;

/** What an administrator decides on entries. A decision stays until an administrator decides anew. */
public final class Approvals {
    private final KeyRing ring;

    public Approvals(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * Puts an entry to use and pins it. Other active entries of its owner are superseded, but for those that an
     * administrator added: then both are in use.
     *
     * @return the entry as it is now; empty if it is gone
     */
    public Optional<KeyEntry> approve(KeyEntry entry, String actor, Instant at) throws DirectoryUnavailableException {
        return decide(entry, actor, at, entries -> approve(entry, entries));
    }

    /**
     * Bars an entry from use, also if its certificate comes again.
     *
     * @return the entry as it is now; empty if it is gone
     */
    public Optional<KeyEntry> reject(KeyEntry entry, String actor, Instant at) throws DirectoryUnavailableException {
        return decide(
                entry,
                actor,
                at,
                entries -> current(entry, entries).map(now -> {
                    KeyEntry rejected =
                            now.decided(State.REJECTED, false, now.content().note());
                    entries.change(rejected, AuditAction.REJECTED, "");
                    return rejected;
                }));
    }

    private Optional<KeyEntry> decide(KeyEntry entry, String actor, Instant at, Work<Optional<KeyEntry>> work)
            throws DirectoryUnavailableException {
        return ring.change(entry.owner(), actor, at, work);
    }

    private static Optional<KeyEntry> approve(KeyEntry entry, OwnerEntries entries) {
        return current(entry, entries).map(now -> {
            KeyEntry approved = now.decided(State.ACTIVE, true, "");
            String by = "by " + approved.fingerprint();
            entries.all().stream()
                    .filter(other -> other.id() != now.id() && gives(other))
                    .forEach(other -> entries.change(other.in(State.SUPERSEDED, ""), AuditAction.SUPERSEDED, by));
            entries.change(approved, AuditAction.APPROVED, "");
            return approved;
        });
    }

    /** Gives its place to one that is approved. */
    private static boolean gives(KeyEntry other) {
        boolean byHand = other.content().decided() && other.content().origin() == Origin.MANUAL;
        return other.state() == State.ACTIVE && !byHand;
    }

    /** As it is in this transaction. */
    private static Optional<KeyEntry> current(KeyEntry entry, OwnerEntries entries) {
        return entries.all().stream().filter(other -> other.id() == entry.id()).findFirst();
    }
}
