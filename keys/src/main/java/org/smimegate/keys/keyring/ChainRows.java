package org.smimegate.keys.keyring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The certificates that came along, each set once. */
final class ChainRows {
    private final Handle handle;

    ChainRows(Handle handle) {
        this.handle = handle;
    }

    /**
     * Stores what these entries need.
     *
     * @return bytes that were added
     */
    long keep(List<NewEntry> entries) {
        Map<String, Chain> missing = new LinkedHashMap<>();
        entries.forEach(e -> Chain.of(e.chain()).ifPresent(c -> missing.put(c.digest(), c)));
        if (!missing.isEmpty()) {
            missing.keySet().removeAll(known(missing.keySet()));
        }
        if (!missing.isEmpty()) {
            insert(missing);
        }
        return missing.values().stream().mapToLong(c -> c.bytes().length).sum();
    }

    private Set<String> known(Set<String> digests) {
        return Set.copyOf(handle.createQuery("select digest from smime_chain where digest in (<digests>)")
                .bindList("digests", List.copyOf(digests))
                .mapTo(String.class)
                .list());
    }

    private void insert(Map<String, Chain> chains) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into smime_chain (digest, certificates, bytes) values (:digest, :certificates, :bytes)");
        chains.values()
                .forEach(c -> batch.bind("digest", c.digest())
                        .bind("certificates", c.bytes())
                        .bind("bytes", c.bytes().length)
                        .add());
        batch.execute();
    }

    /**
     * Removes a set that no entry needs any more.
     *
     * @return bytes that became free
     */
    int dropUnused(String digest) {
        Optional<Integer> unused = handle.createQuery("select bytes from smime_chain where digest = :digest"
                        + " and not exists (select 1 from smime_entry where chain = :digest)")
                .bind("digest", digest)
                .mapTo(Integer.class)
                .findOne();
        unused.ifPresent(bytes -> handle.createUpdate("delete from smime_chain where digest = :digest")
                .bind("digest", digest)
                .execute());
        return unused.orElse(0);
    }
}
