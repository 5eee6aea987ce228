package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** Which entries were encrypted to, collected and written from time to time. Thread-safe. */
final class UsageLog {
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 500;

    private final RingWriter writer;
    private final Map<Entry, Instant> waiting = new ConcurrentHashMap<>();

    private record Entry(X509Certificate certificate, Coverage coverage) {}

    private record Row(String owner, String fingerprint, Instant at) {}

    UsageLog(RingWriter writer) {
        this.writer = writer;
    }

    /** Costs next to nothing. While nobody can write, what is beyond a bound is forgotten. */
    void used(PartnerCertificate partner, Instant at) {
        if (waiting.size() < MOST) {
            waiting.put(new Entry(partner.certificate(), partner.coverage()), at);
        }
    }

    /** Writes what came in; what cannot be written stays for the next time. */
    void flush(Instant now) throws DirectoryUnavailableException {
        while (!waiting.isEmpty()) {
            Map<Entry, Instant> some = take();
            try {
                writer.write("usage", now, transaction -> {
                    write(transaction, rows(some));
                    return some.size();
                });
            } catch (DirectoryUnavailableException e) {
                some.forEach(waiting::putIfAbsent);
                throw e;
            }
        }
    }

    private Map<Entry, Instant> take() {
        Map<Entry, Instant> some = new HashMap<>();
        for (Entry entry : waiting.keySet()) {
            if (some.size() == AT_ONCE) {
                break;
            }
            Instant at = waiting.remove(entry);
            if (at != null) {
                some.put(entry, at);
            }
        }
        return some;
    }

    private static List<Row> rows(Map<Entry, Instant> used) {
        List<Row> rows = new ArrayList<>();
        used.forEach((entry, at) -> {
            String fingerprint = Certificates.fingerprint(entry.certificate());
            Owner.of(entry.coverage()).forEach(owner -> rows.add(new Row(owner.text(), fingerprint, at)));
        });
        rows.sort(Comparator.comparing(Row::owner).thenComparing(Row::fingerprint));
        return rows;
    }

    private static void write(RingTransaction transaction, List<Row> rows) {
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("update smime_entry set last_used = :at, idle_since = :at"
                        + " where owner = :owner and fingerprint = :fingerprint"
                        + " and (last_used is null or last_used < :at)");
        rows.forEach(row -> batch.bind("at", EntryRows.time(row.at()))
                .bind("fingerprint", row.fingerprint())
                .bind("owner", row.owner())
                .add());
        if (!rows.isEmpty()) {
            batch.execute();
        }
    }
}
