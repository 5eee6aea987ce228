package org.smimegate.keys.keyring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.smimegate.keys.DirectoryUnavailableException;

/**
 * Reads entries some hundred at a time, each page where the last one ended: there is no transaction and no connection
 * held while the reader does what it does, and never more than a page in memory.
 */
final class EntryPages {
    private static final int PAGE = 500;

    private final Database database;
    private final EntryFilter filter;
    private String owner = "";
    private long id = Long.MAX_VALUE;

    /** The last row of a page ends it even if the entry is not readable. */
    private record Row(String owner, long id, Optional<KeyEntry> entry) {}

    EntryPages(Database database, EntryFilter filter) {
        this.database = database;
        this.filter = filter;
    }

    void read(Consumer<KeyEntry> reader) throws DirectoryUnavailableException {
        List<Row> page;
        do {
            page = database.read(List.of(), this::next);
            page.forEach(row -> row.entry().ifPresent(reader));
            if (!page.isEmpty()) {
                owner = page.get(page.size() - 1).owner();
                id = page.get(page.size() - 1).id();
            }
        } while (page.size() == PAGE);
    }

    private List<Row> next(Handle handle) {
        Query query = handle.createQuery(EntryRows.SELECT
                        + "where e.owner >= :from and (e.owner > :from or e.id < :below)" + conditions()
                        + " order by e.owner, e.id desc fetch first :most rows only")
                .bind("from", owner)
                .bind("below", id)
                .bind("most", PAGE);
        filter.state().ifPresent(s -> query.bind("state", s.token()));
        filter.origin().ifPresent(o -> query.bind("origin", o.token()));
        filter.owner().ifPresent(o -> query.bind("owner", StoredText.of(o.text())));
        filter.text()
                .map(EntryPages::pattern)
                .ifPresent(t -> query.bind("begin", t + "%").bind("part", "%" + t + "%"));
        return query.map((row, context) ->
                        new Row(row.getString("owner"), row.getLong("id"), EntryRows.map(row, context)))
                .list();
    }

    private String conditions() {
        return (filter.state().isPresent() ? " and e.state = :state" : "")
                + (filter.origin().isPresent() ? " and e.origin = :origin" : "")
                + (filter.owner().isPresent() ? " and e.owner = :owner" : "")
                + (filter.text().isPresent()
                        ? " and (e.search like :part escape '!' or e.fingerprint like :begin escape '!')"
                        : "");
    }

    private static String pattern(String text) {
        return StoredText.of(text).toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
    }
}
