package org.smimegate.keys.keyring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.DirectoryUnavailableException;

/** Stores many entries, some hundred in one transaction. */
final class BulkLoad {
    private static final int AT_ONCE = 500;

    private final RingWriter writer;
    private final String actor;
    private final Instant at;

    /** One certificate of one owner is stored once. */
    private record Key(String owner, String fingerprint) {}

    BulkLoad(RingWriter writer, String actor, Instant at) {
        this.writer = writer;
        this.actor = actor;
        this.at = at;
    }

    long run(Iterator<NewEntry> entries, LongConsumer progress) throws DirectoryUnavailableException {
        long stored = 0;
        while (entries.hasNext()) {
            Map<Key, NewEntry> some = next(entries);
            stored += writer.write(actor, at, transaction -> store(transaction, some));
            progress.accept(stored);
        }
        return stored;
    }

    /** Of two for the same place the later one counts. */
    private static Map<Key, NewEntry> next(Iterator<NewEntry> entries) {
        Map<Key, NewEntry> some = new LinkedHashMap<>();
        while (entries.hasNext() && some.size() < AT_ONCE) {
            NewEntry entry = entries.next();
            JdbcKeyRing.requireStorable(entry.owner());
            some.put(new Key(entry.owner().text(), Certificates.fingerprint(entry.certificate())), entry);
        }
        return some;
    }

    private static int store(RingTransaction transaction, Map<Key, NewEntry> entries) {
        Map<Key, StoredEntry> known = known(transaction, entries.keySet());
        List<NewEntry> added = new ArrayList<>();
        entries.forEach((key, entry) -> {
            StoredEntry old = known.get(key);
            if (old == null) {
                added.add(entry);
            } else {
                transaction.replace(old, entry, AuditAction.IMPORTED);
            }
        });
        transaction.insert(added, AuditAction.IMPORTED, "");
        return entries.size();
    }

    private static Map<Key, StoredEntry> known(RingTransaction transaction, Collection<Key> keys) {
        Map<Key, StoredEntry> known = new HashMap<>();
        transaction
                .stored(keys.stream().map(Key::owner).distinct().toList())
                .forEach(e -> known.put(new Key(e.owner(), e.fingerprint()), e));
        return known;
    }
}
