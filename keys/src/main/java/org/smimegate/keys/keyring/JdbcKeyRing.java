package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** The key ring in a database. */
final class JdbcKeyRing implements KeyRing {
    private final Database database;
    private final RingWriter writer;
    private final ActiveEntries active;
    private final UsageLog usage;
    private final Housekeeping housekeeping;
    private final Clock clock;

    private JdbcKeyRing(Database database, KeyRingSettings settings, Clock clock) {
        RingMemory memory = new RingMemory();
        ChangeFeed feed = new ChangeFeed(database, memory::forget, System::nanoTime);
        this.database = database;
        this.writer = new RingWriter(database, new Quota(settings.quota()), memory::forget);
        this.active = new ActiveEntries(database, feed, memory, settings.domainCertificates());
        this.usage = new UsageLog(writer);
        this.housekeeping = new Housekeeping(database, usage, clock);
        this.clock = clock;
    }

    static JdbcKeyRing open(KeyRingSettings settings, Clock clock) throws KeyRingException {
        JdbcKeyRing ring = new JdbcKeyRing(Database.open(DatabaseSource.of(settings)), settings, clock);
        ring.housekeeping.start();
        return ring;
    }

    /** @throws IllegalArgumentException that is not what {@link Owner#parse} gives */
    static void requireStorable(Owner owner) {
        if (!Owner.parse(owner.text()).equals(Optional.of(owner))) {
            throw new IllegalArgumentException("owner: " + StoredText.of(owner.text())
                    + " (expected: an address, a domain, *. before a domain, or *, in the form that is compared)");
        }
    }

    @Override
    public String name() {
        return "key ring";
    }

    @Override
    public List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
        return active.find(recipient);
    }

    @Override
    public void used(PartnerCertificate certificate) {
        usage.used(certificate, clock.instant());
    }

    @Override
    public <T> T change(Owner owner, String actor, Instant at, Work<T> work) throws DirectoryUnavailableException {
        requireStorable(owner);
        return writer.write(actor, at, transaction -> work.on(new OwnerTransaction(owner, transaction)));
    }

    @Override
    public Optional<Coverage> pinned(X509Certificate certificate) throws DirectoryUnavailableException {
        return active.pinned(certificate);
    }

    @Override
    public void read(EntryFilter filter, Consumer<KeyEntry> reader) throws DirectoryUnavailableException {
        new EntryPages(database, filter).read(reader);
    }

    @Override
    public Optional<KeyEntry> entry(long id) throws DirectoryUnavailableException {
        return database.read(Optional.empty(), handle -> entry(handle, id));
    }

    private static Optional<KeyEntry> entry(Handle handle, long id) {
        return handle.createQuery(EntryRows.SELECT + "where e.id = :id")
                .bind("id", id)
                .map(EntryRows::map)
                .findOne()
                .flatMap(entry -> entry);
    }

    @Override
    public long load(Iterator<NewEntry> entries, String actor, Instant at, LongConsumer progress)
            throws DirectoryUnavailableException {
        long stored = new BulkLoad(writer, actor, at).run(entries, progress);
        database.updateStatistics();
        housekeeping.trim();
        return stored;
    }

    @Override
    public List<AuditRecord> audit(Owner owner, int most) throws DirectoryUnavailableException {
        return database.read(List.of(), handle -> AuditRows.read(handle, owner, most));
    }

    @Override
    public long size() throws DirectoryUnavailableException {
        return database.read(
                0L,
                handle -> handle.createQuery("select count(*) from smime_entry")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void close() {
        try {
            housekeeping.close();
        } finally {
            database.close();
        }
    }
}
