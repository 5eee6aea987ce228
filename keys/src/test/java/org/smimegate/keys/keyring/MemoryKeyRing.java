package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** A key ring in two lists, for tests of what is done to key rings. */
public final class MemoryKeyRing implements KeyRing {
    public final List<KeyEntry> entries = new ArrayList<>();
    public final List<AuditRecord> audit = new ArrayList<>();
    private boolean down;

    /** From now on nobody reaches it. */
    public void goDown() {
        down = true;
    }

    /** The entries of an owner, the newest first. */
    public List<KeyEntry> of(String owner) {
        return entries.stream()
                .filter(entry -> entry.owner().text().equals(owner))
                .sorted(Comparator.comparing(KeyEntry::id).reversed())
                .toList();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
        reach();
        return entries.stream()
                .filter(entry -> entry.state() == State.ACTIVE)
                .filter(entry -> entry.owner().coverage().coversIgnoringCase(recipient)
                        || entry.owner().coverage().covers(recipient))
                .map(KeyEntry::partner)
                .toList();
    }

    @Override
    public <T> T change(Owner owner, String actor, Instant at, Work<T> work) throws DirectoryUnavailableException {
        reach();
        return work.on(new Changing(owner, actor, at));
    }

    @Override
    public Optional<Coverage> pinned(X509Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void read(EntryFilter filter, Consumer<KeyEntry> reader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<KeyEntry> entry(long id) {
        return entries.stream().filter(entry -> entry.id() == id).findFirst();
    }

    @Override
    public long load(Iterator<NewEntry> news, String actor, Instant at, LongConsumer progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditRecord> audit(Owner owner, int most) {
        return audit.stream().filter(line -> line.owner().equals(owner)).toList();
    }

    @Override
    public long size() {
        return entries.size();
    }

    @Override
    public void close() {
        down = true;
    }

    private void reach() throws DirectoryUnavailableException {
        if (down) {
            throw new DirectoryUnavailableException("the database is down", new IllegalStateException());
        }
    }

    private final class Changing implements OwnerEntries {
        private final Owner owner;
        private final String actor;
        private final Instant at;

        Changing(Owner owner, String actor, Instant at) {
            this.owner = owner;
            this.actor = actor;
            this.at = at;
        }

        @Override
        public List<KeyEntry> all() {
            return of(owner.text());
        }

        @Override
        public KeyEntry add(NewEntry entry, AuditAction action, String detail) {
            if (!entry.owner().equals(owner)
                    || all().stream().anyMatch(e -> e.content().certificate().equals(entry.certificate()))) {
                throw new IllegalArgumentException(entry.toString());
            }
            KeyEntry added = new KeyEntry(entries.size() + 1L, entry, at, at, Optional.empty());
            entries.add(added);
            record(action, added.fingerprint(), detail);
            return added;
        }

        @Override
        public void change(KeyEntry changed, AuditAction action, String detail) {
            put(changed);
            record(action, changed.fingerprint(), detail);
        }

        @Override
        public void seen(KeyEntry entry) {
            put(new KeyEntry(entry.id(), entry.content(), entry.firstSeen(), at, entry.lastUsed()));
        }

        private void put(KeyEntry entry) {
            entries.removeIf(other -> other.id() == entry.id());
            entries.add(entry);
        }

        @Override
        public void remove(KeyEntry entry, String detail) {
            entries.removeIf(other -> other.id() == entry.id());
            record(AuditAction.REMOVED, Certificates.fingerprint(entry.content().certificate()), detail);
        }

        @Override
        public void record(AuditAction action, String fingerprint, String detail) {
            audit.add(new AuditRecord(at, action, owner, fingerprint, actor, detail));
        }

        @Override
        public int count(AuditAction action, Instant since) {
            return (int) audit.stream()
                    .filter(line -> line.owner().equals(owner) && line.action() == action)
                    .filter(line -> !line.at().isBefore(since))
                    .count();
        }
    }
}
