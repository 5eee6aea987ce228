package org.smimegate.keys.harvest;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.AuditRecord;
import org.smimegate.keys.keyring.EntryFilter;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.KeyRingException;
import org.smimegate.keys.keyring.KeyRingSettings;
import org.smimegate.keys.keyring.KeyRings;
import org.smimegate.keys.keyring.Owner;

/** A real key ring in memory, and what a test asks it. */
final class TestRing implements Closeable {
    final KeyRing ring;

    TestRing() {
        try {
            ring = KeyRings.open(
                    new KeyRingSettings("jdbc:h2:mem:" + UUID.randomUUID(), "", Optional.empty(), 512L << 20, true));
        } catch (KeyRingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An administrator's change of an owner's entries. */
    void change(Owner owner, KeyRing.Work<KeyEntry> work) {
        try {
            ring.change(owner, "cli:root", TestPki.NOW, work);
        } catch (DirectoryUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entries of an owner, the newest first. */
    List<KeyEntry> of(String owner) {
        EntryFilter filter = new EntryFilter(Optional.empty(), Optional.empty(), Owner.parse(owner), Optional.empty());
        List<KeyEntry> entries = new ArrayList<>();
        try {
            ring.read(filter, entries::add);
        } catch (DirectoryUnavailableException e) {
            throw new IllegalStateException(e);
        }
        return entries;
    }

    boolean isEmpty() {
        try {
            return ring.size() == 0;
        } catch (DirectoryUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What happened to an owner's entries, the oldest first. */
    List<AuditRecord> audit(String owner) {
        try {
            List<AuditRecord> lines =
                    new ArrayList<>(ring.audit(Owner.parse(owner).orElseThrow(), 1000));
            Collections.reverse(lines);
            return lines;
        } catch (DirectoryUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        ring.close();
    }
}
