package org.smimegate.keys.keyring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * One write. It begins with the lock of the one row of {@code smime_version}, so that it is alone in the whole cluster
 * and sees what all before it did.
 */
final class RingTransaction {
    private static final int MOST_OWNERS_NAMED = 100;
    private static final int CHANGES_KEPT = 10_000;

    private final Handle handle;
    private final String actor;
    private final Instant at;
    private final long version;
    private final ChainRows chains;
    private final AuditRows audit;
    private final Set<String> owners = new HashSet<>();
    private boolean pins;
    private long bytes;

    private RingTransaction(Handle handle, String actor, Instant at, long version, long bytes) {
        this.handle = handle;
        this.actor = actor;
        this.at = at;
        this.version = version;
        this.bytes = bytes;
        this.chains = new ChainRows(handle);
        this.audit = new AuditRows(handle, version, at);
    }

    static RingTransaction begin(Handle handle, String actor, Instant at) {
        return handle.createQuery("select version, bytes from smime_version where id = 1 for update")
                .map((row, context) ->
                        new RingTransaction(handle, actor, at, row.getLong("version") + 1, row.getLong("bytes")))
                .one();
    }

    Handle handle() {
        return handle;
    }

    AuditRows audit() {
        return audit;
    }

    /** Of all certificates, after what was done so far. */
    long bytes() {
        return bytes;
    }

    /** The newest first. */
    List<KeyEntry> entries(Owner owner) {
        return handle
                .createQuery(EntryRows.SELECT + "where e.owner = :owner order by e.id desc")
                .bind("owner", owner.text())
                .map(EntryRows::map)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    List<StoredEntry> stored(Collection<String> owners) {
        return handle.createQuery(StoredEntry.SELECT + "where owner in (<owners>)")
                .bindList("owners", List.copyOf(owners))
                .map(StoredEntry::map)
                .list();
    }

    /** @throws IllegalArgumentException the owner has no such entry */
    StoredEntry stored(KeyEntry entry) {
        return handle.createQuery(StoredEntry.SELECT + "where id = :id and owner = :owner")
                .bind("id", entry.id())
                .bind("owner", entry.owner().text())
                .map(StoredEntry::map)
                .findOne()
                .orElseThrow(() -> new IllegalArgumentException(
                        "entry " + entry.id() + ": not there (expected: one of the owner's)"));
    }

    /**
     * Harvested entries in that state that nobody decided on, the longest unused first; not those that this transaction
     * wrote.
     */
    List<StoredEntry> idle(State state, int most) {
        return handle.createQuery(StoredEntry.SELECT
                        + "where origin = 'harvested' and decided = false and state = :state and version < :version"
                        + " order by origin, decided, state, idle_since fetch first :most rows only")
                .bind("state", state.token())
                .bind("version", version)
                .bind("most", most)
                .map(StoredEntry::map)
                .list();
    }

    void insert(List<NewEntry> entries, AuditAction action, String detail) {
        bytes += chains.keep(entries);
        PreparedBatch batch = handle.prepareBatch(EntryRows.INSERT);
        for (NewEntry entry : entries) {
            EntryValues values = values(entry);
            bytes += values.bytes();
            batch.bindMap(values.columns()).add();
            touched(entry.owner().text(), entry.pinned());
            audit.add(action, entry.owner().text(), values.fingerprint(), actor, detail);
        }
        if (!entries.isEmpty()) {
            batch.execute();
        }
    }

    /** Puts the content of an entry in the place of what is stored of the same certificate. */
    void update(StoredEntry old, NewEntry entry, AuditAction action, String detail) {
        write(old, entry, ", last_seen = last_seen");
        audit.add(action, old.owner(), old.fingerprint(), actor, detail);
    }

    /** As {@link #update}, and an administrator brought it again. */
    void replace(StoredEntry old, NewEntry entry, AuditAction action) {
        write(old, entry, ", last_seen = :at");
        audit.add(action, old.owner(), old.fingerprint(), actor, "");
    }

    private void write(StoredEntry old, NewEntry entry, String seen) {
        bytes += chains.keep(List.of(entry));
        EntryValues values = values(entry);
        handle.createUpdate(EntryRows.UPDATE + seen + " where id = :id")
                .bindMap(values.columns())
                .bind("id", old.id())
                .execute();
        if (old.chain() != null && !values.chain().equals(Optional.of(old.chain()))) {
            bytes -= chains.dropUnused(old.chain());
        }
        touched(old.owner(), old.pinned() || entry.pinned());
    }

    /** Notes that it was brought again, and the ciphers it names. */
    void seen(KeyEntry entry) {
        StoredEntry old = stored(entry);
        handle.createUpdate("update smime_entry set last_seen = :at, capabilities_signed = :signed where id = :id")
                .bind("at", EntryRows.time(at))
                .bind(
                        "signed",
                        entry.content()
                                .capabilitiesSigned()
                                .map(EntryRows::time)
                                .orElse(null))
                .bind("id", old.id())
                .execute();
        int changed = handle.createUpdate(
                        "update smime_entry set capabilities = :new where id = :id and capabilities <> :new")
                .bind("new", EntryRows.capabilities(entry.content().capabilities()))
                .bind("id", old.id())
                .execute();
        if (changed > 0) {
            touched(old.owner(), false);
        }
    }

    void remove(StoredEntry old, AuditAction action, String by, String detail) {
        handle.createUpdate("delete from smime_entry where id = :id")
                .bind("id", old.id())
                .execute();
        bytes -= old.bytes();
        if (old.chain() != null) {
            bytes -= chains.dropUnused(old.chain());
        }
        touched(old.owner(), old.pinned());
        audit.add(action, old.owner(), old.fingerprint(), by, detail);
    }

    String actor() {
        return actor;
    }

    private void touched(String owner, boolean pin) {
        owners.add(owner);
        pins |= pin;
    }

    private EntryValues values(NewEntry entry) {
        EntryValues values = EntryValues.of(entry);
        values.columns().put("at", EntryRows.time(at));
        values.columns().put("version", version);
        return values;
    }

    /** Tells the others; to be called last. */
    Changes finish() {
        audit.flush();
        if (!owners.isEmpty() || audit.isWritten()) {
            handle.createUpdate("update smime_version set version = :version, bytes = :bytes where id = 1")
                    .bind("version", version)
                    .bind("bytes", bytes)
                    .execute();
        }
        if (!owners.isEmpty()) {
            publish();
        }
        return new Changes(owners, false, pins);
    }

    private void publish() {
        List<@Nullable String> named = new ArrayList<>(owners);
        if (owners.size() > MOST_OWNERS_NAMED) {
            named.clear();
            named.add(null);
        }
        PreparedBatch batch =
                handle.prepareBatch("insert into smime_change (version, owner, pins) values (:version, :owner, :pins)");
        named.forEach(owner -> batch.bind("version", version)
                .bind("owner", owner)
                .bind("pins", pins)
                .add());
        batch.execute();
        handle.createUpdate("delete from smime_change where version < :oldest")
                .bind("oldest", version - CHANGES_KEPT)
                .execute();
    }
}
