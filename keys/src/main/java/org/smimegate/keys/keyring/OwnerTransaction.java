package org.smimegate.keys.keyring;

import java.time.Instant;
import java.util.List;
import org.smimegate.core.trust.Certificates;

/** The part of a transaction that concerns one owner. */
final class OwnerTransaction implements OwnerEntries {
    private final Owner owner;
    private final RingTransaction transaction;

    OwnerTransaction(Owner owner, RingTransaction transaction) {
        this.owner = owner;
        this.transaction = transaction;
    }

    @Override
    public List<KeyEntry> all() {
        return transaction.entries(owner);
    }

    @Override
    public KeyEntry add(NewEntry entry, AuditAction action, String detail) {
        require(entry.owner());
        String fingerprint = Certificates.fingerprint(entry.certificate());
        if (all().stream().anyMatch(e -> e.fingerprint().equals(fingerprint))) {
            throw new IllegalArgumentException("certificate " + fingerprint + ": there already");
        }
        transaction.insert(List.of(entry), action, detail);
        return all().stream()
                .filter(e -> e.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void change(KeyEntry changed, AuditAction action, String detail) {
        require(changed.owner());
        transaction.update(transaction.stored(changed), changed.content(), action, detail);
    }

    @Override
    public void seen(KeyEntry entry) {
        require(entry.owner());
        transaction.seen(entry);
    }

    @Override
    public void remove(KeyEntry entry, String detail) {
        require(entry.owner());
        transaction.remove(transaction.stored(entry), AuditAction.REMOVED, transaction.actor(), detail);
    }

    @Override
    public void record(AuditAction action, String fingerprint, String detail) {
        transaction.audit().add(action, owner.text(), fingerprint, transaction.actor(), detail);
    }

    @Override
    public int count(AuditAction action, Instant since) {
        return transaction.audit().count(owner, action, since);
    }

    private void require(Owner other) {
        if (!other.equals(owner)) {
            throw new IllegalArgumentException("entry of " + other + " (expected: of " + owner + ")");
        }
    }
}
