package org.smimegate.keys.keyring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The audit trail: what one transaction writes to it, and what is read from it. */
final class AuditRows {
    /** What is older goes, and so does what more than that many lines follow. */
    static final Period KEPT = Period.ofYears(2);

    static final int MOST_KEPT = 500_000;
    private static final int TRIMMED_AT_ONCE = 5_000;

    private final Handle handle;
    private final long version;
    private final Instant at;
    private final List<Map<String, Object>> waiting = new ArrayList<>();
    private boolean written;

    AuditRows(Handle handle, long version, Instant at) {
        this.handle = handle;
        this.version = version;
        this.at = at;
    }

    void add(AuditAction action, String owner, String fingerprint, String actor, String detail) {
        waiting.add(Map.of(
                "action", action.token(),
                "owner", owner,
                "fingerprint", fingerprint,
                "actor", StoredText.of(actor),
                "detail", StoredText.of(detail)));
    }

    boolean isWritten() {
        return written;
    }

    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "insert into smime_audit (version, happened, action, owner, fingerprint, actor, detail)"
                        + " values (:version, :happened, :action, :owner, :fingerprint, :actor, :detail)");
        waiting.forEach(row -> batch.bindMap(row)
                .bind("version", version)
                .bind("happened", EntryRows.time(at))
                .add());
        batch.execute();
        waiting.clear();
        written = true;
    }

    /** This transaction's own lines count. */
    int count(Owner owner, AuditAction action, Instant since) {
        flush();
        return handle.createQuery("select count(*) from smime_audit"
                        + " where owner = :owner and action = :action and happened >= :since")
                .bind("owner", owner.text())
                .bind("action", action.token())
                .bind("since", EntryRows.time(since))
                .mapTo(Integer.class)
                .one();
    }

    /** The newest first. */
    static List<AuditRecord> read(Handle handle, Owner owner, int most) {
        return handle.createQuery("select happened, action, owner, fingerprint, actor, detail from smime_audit"
                        + " where owner = :owner order by id desc fetch first :most rows only")
                .bind("owner", StoredText.of(owner.text()))
                .bind("most", most)
                .map(AuditRows::map)
                .list();
    }

    private static AuditRecord map(ResultSet row, StatementContext context) throws SQLException {
        return new AuditRecord(
                EntryRows.instant(row, "happened").orElseThrow(),
                AuditAction.ofToken(row.getString("action")).orElseThrow(),
                new Owner(row.getString("owner")),
                row.getString("fingerprint"),
                row.getString("actor"),
                row.getString("detail"));
    }

    /** Removes some of the lines that are too old or too many; false if there may be more. */
    static boolean trim(Handle handle, Instant now) {
        Instant oldest = now.atOffset(ZoneOffset.UTC).minus(KEPT).toInstant();
        int removed = handle.createUpdate("delete from smime_audit where id in"
                        + " (select id from smime_audit order by id fetch first :some rows only)"
                        + " and (happened < :oldest or id <= (select max(id) from smime_audit) - :most)")
                .bind("some", TRIMMED_AT_ONCE)
                .bind("oldest", EntryRows.time(oldest))
                .bind("most", MOST_KEPT)
                .execute();
        return removed < TRIMMED_AT_ONCE;
    }
}
