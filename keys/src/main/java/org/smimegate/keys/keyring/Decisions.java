package org.smimegate.keys.keyring;

import java.time.Instant;
import java.util.Optional;
import org.smimegate.keys.DirectoryUnavailableException;

/**
 * What an administrator decides on entries, each in one transaction. A decision stays until an administrator decides
 * anew, whatever messages bring.
 */
public final class Decisions {
    private final KeyRing ring;
    private final String actor;

    /** What to do with an entry as it is in the transaction. */
    private interface Decision {
        KeyEntry on(OwnerEntries entries, KeyEntry now);
    }

    /** @param actor who decides, for the audit trail: {@code cli:USER} */
    public Decisions(KeyRing ring, String actor) {
        this.ring = ring;
        this.actor = actor;
    }

    /**
     * Puts an entry to use and pins it. Other active entries of its owner are superseded, but for those that an
     * administrator added: these stay in use beside it.
     *
     * @return the entry as it is now; empty if it is gone
     */
    public Optional<KeyEntry> approve(KeyEntry entry, Instant at) throws DirectoryUnavailableException {
        return decide(entry, at, Decisions::approve);
    }

    /**
     * Bars an entry from use, also if its certificate comes again.
     *
     * @return the entry as it is now; empty if it is gone
     */
    public Optional<KeyEntry> reject(KeyEntry entry, Instant at) throws DirectoryUnavailableException {
        return decide(entry, at, (entries, now) -> {
            KeyEntry rejected = now.decided(State.REJECTED, false, now.content().note());
            entries.change(rejected, AuditAction.REJECTED, was(now));
            return rejected;
        });
    }

    /**
     * Forgets an entry; a message may bring its certificate again.
     *
     * @return the entry as it was; empty if it was gone
     */
    public Optional<KeyEntry> remove(KeyEntry entry, Instant at) throws DirectoryUnavailableException {
        return decide(entry, at, (entries, now) -> {
            entries.remove(now, was(now));
            return now;
        });
    }

    private Optional<KeyEntry> decide(KeyEntry entry, Instant at, Decision decision)
            throws DirectoryUnavailableException {
        return ring.change(
                entry.owner(),
                actor,
                at,
                entries -> entries.all().stream()
                        .filter(current -> current.id() == entry.id())
                        .findFirst()
                        .map(current -> decision.on(entries, current)));
    }

    private static KeyEntry approve(OwnerEntries entries, KeyEntry now) {
        KeyEntry approved = now.decided(State.ACTIVE, true, "");
        for (KeyEntry other : entries.all()) {
            if (other.id() != now.id() && givesWay(other)) {
                entries.change(other.in(State.SUPERSEDED, ""), AuditAction.SUPERSEDED, "by " + now.fingerprint());
            }
        }
        entries.change(approved, AuditAction.APPROVED, was(now));
        return approved;
    }

    private static boolean givesWay(KeyEntry other) {
        return other.state() == State.ACTIVE && other.content().origin() != Origin.MANUAL;
    }

    private static String was(KeyEntry before) {
        return "was " + before.state().token();
    }
}
