package org.smimegate.keys.keyring;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the key ring below its size: harvested entries that were not used for longest make room, those that are encrypted
 * to after all others, so that what strangers send in does not push them out.
 */
final class Quota {
    private static final Logger LOGGER = LoggerFactory.getLogger(Quota.class);
    private static final int AT_ONCE = 100;
    private static final List<State> LEAST_MISSED_FIRST =
            List.of(State.REJECTED, State.SUPERSEDED, State.PENDING, State.ACTIVE);

    private static final String ACTOR = "quota";

    private final long most;

    /** @param most bytes */
    Quota(long most) {
        this.most = most;
    }

    void makeRoom(RingTransaction transaction) {
        int evicted = 0;
        while (transaction.bytes() > most) {
            List<StoredEntry> idle = idle(transaction);
            if (idle.isEmpty()) {
                LOGGER.warn(
                        "key ring: {} bytes of certificates, nothing left to evict (expected: at most {} bytes)",
                        transaction.bytes(),
                        most);
                return;
            }
            evicted += evict(transaction, idle);
        }
        if (evicted > 0) {
            LOGGER.info("key ring: full; {} harvested entries that were unused for longest are gone", evicted);
        }
    }

    private static List<StoredEntry> idle(RingTransaction transaction) {
        return LEAST_MISSED_FIRST.stream()
                .map(state -> transaction.idle(state, AT_ONCE))
                .filter(entries -> !entries.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private int evict(RingTransaction transaction, List<StoredEntry> idle) {
        int evicted = 0;
        for (StoredEntry entry : idle) {
            if (transaction.bytes() > most) {
                transaction.remove(entry, AuditAction.EVICTED, ACTOR, "unused for longest");
                evicted++;
            }
        }
        return evicted;
    }
}
