package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** Makes entries, and asks a key ring for them. */
final class Entries {
    private static final TestPki PKI = TestPki.shared();

    private Entries() {}

    /** Harvested, active, with the intermediate CA; a certificate of its own. */
    static NewEntry harvested(String owner) {
        return entry(owner, Origin.HARVESTED, State.ACTIVE, false, false);
    }

    /** By hand, active, pinned. */
    static NewEntry pinned(String owner) {
        return entry(owner, Origin.MANUAL, State.ACTIVE, true, true);
    }

    static NewEntry pending(String owner) {
        return entry(owner, Origin.HARVESTED, State.PENDING, false, false);
    }

    private static NewEntry entry(String owner, Origin origin, State state, boolean pinned, boolean decided) {
        return new NewEntry(
                "",
                owner(owner),
                certificate(owner),
                List.of(PKI.issuing().certificate()),
                origin,
                state,
                pinned,
                decided,
                "",
                Set.of(),
                Optional.empty());
    }

    static X509Certificate certificate(String owner) {
        return owner.indexOf('@') >= 0
                ? PKI.leaf(owner).key(KeyKind.P_256).build().certificate()
                : PKI.issuing()
                        .issue("CN=Gateway of " + owner)
                        .domain(owner)
                        .key(KeyKind.P_256)
                        .build()
                        .certificate();
    }

    static Owner owner(String text) {
        return Owner.parse(text).orElseThrow();
    }

    /** Stores it as {@code test}. */
    static KeyEntry add(KeyRing ring, NewEntry entry) throws DirectoryUnavailableException {
        return ring.change(
                entry.owner(), "test", TestPki.NOW, entries -> entries.add(entry, AuditAction.HARVESTED, "for a test"));
    }

    static List<X509Certificate> find(KeyRing ring, String address) throws DirectoryUnavailableException {
        return ring.find(Address.parse(address).orElseThrow()).stream()
                .map(PartnerCertificate::certificate)
                .toList();
    }

    static List<KeyEntry> read(KeyRing ring, EntryFilter filter) throws DirectoryUnavailableException {
        List<KeyEntry> entries = new ArrayList<>();
        ring.read(filter, entries::add);
        return entries;
    }
}
