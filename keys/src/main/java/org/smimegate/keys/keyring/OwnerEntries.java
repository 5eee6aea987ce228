package org.smimegate.keys.keyring;

import java.time.Instant;
import java.util.List;

/**
 * All entries of one owner inside one transaction: nobody else, in this process or another, changes them meanwhile. What
 * is done here is kept all together, or not at all.
 */
public interface OwnerEntries {
    /** The newest first. */
    List<KeyEntry> all();

    /**
     * Stores an entry; its owner must be this one, and its certificate not among {@link #all()}. Of its chain only what
     * fits into 512 KB is kept.
     *
     * @throws IllegalArgumentException the certificate is larger than 512 KB
     */
    KeyEntry add(NewEntry entry, AuditAction action, String detail);

    /** Stores what changed of an entry (state, pin, note, chain, capabilities). */
    void change(KeyEntry changed, AuditAction action, String detail);

    /** Notes that it was brought again, and its capabilities; leaves no trace in the audit trail. */
    void seen(KeyEntry entry);

    void remove(KeyEntry entry, String detail);

    /** Writes a line of the audit trail. */
    void record(AuditAction action, String fingerprint, String detail);

    /** How often that happened to this owner since then. */
    int count(AuditAction action, Instant since);
}
