package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** The entries to encrypt to and those that are pinned: remembered if possible, else read. */
final class ActiveEntries {
    private final Database database;
    private final ChangeFeed feed;
    private final RingMemory memory;
    private final boolean domainCertificates;

    private record Pin(Owner owner, boolean decided) {}

    ActiveEntries(Database database, ChangeFeed feed, RingMemory memory, boolean domainCertificates) {
        this.database = database;
        this.feed = feed;
        this.memory = memory;
        this.domainCertificates = domainCertificates;
    }

    /** "None" is never answered from memory: another server may have stored the first one just now. */
    List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
        feed.follow();
        List<String> owners = owners(recipient);
        Optional<List<PartnerCertificate>> known = memory.find(owners).filter(c -> !c.isEmpty());
        return known.isPresent() ? known.get() : load(owners);
    }

    /** Whose entries are for that recipient, the most special first. */
    private static List<String> owners(Address recipient) {
        String domain = DomainName.normal(recipient.domain());
        int dot = domain.indexOf('.');
        List<String> owners = new ArrayList<>(List.of(recipient.lookupKey(), domain));
        if (dot > 0) {
            owners.add("*" + domain.substring(dot));
        }
        owners.add("*");
        return owners;
    }

    private List<PartnerCertificate> load(List<String> owners) throws DirectoryUnavailableException {
        long moment = memory.moment();
        List<String> storable = owners.stream().filter(StoredText::isStorable).toList();
        List<KeyEntry> entries = database.read(List.of(), handle -> read(handle, storable));
        Map<String, List<PartnerCertificate>> active = new HashMap<>();
        owners.forEach(owner -> active.put(owner, new ArrayList<>()));
        for (KeyEntry entry : entries) {
            if (counts(entry.owner(), entry.content().decided())) {
                active.getOrDefault(entry.owner().text(), new ArrayList<>()).add(entry.partner());
            }
        }
        memory.remember(moment, active);
        return owners.stream()
                .flatMap(o -> active.getOrDefault(o, List.of()).stream())
                .toList();
    }

    private static List<KeyEntry> read(Handle handle, List<String> owners) {
        return handle
                .createQuery(EntryRows.SELECT + "where e.owner in (<owners>) and e.state = 'active' order by e.id desc")
                .bindList("owners", owners)
                .map(EntryRows::map)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<Coverage> pinned(X509Certificate certificate) throws DirectoryUnavailableException {
        feed.follow();
        String fingerprint = Certificates.fingerprint(certificate);
        Optional<Optional<Coverage>> known = memory.pinned(fingerprint);
        return known.isPresent() ? known.get() : loadPin(fingerprint);
    }

    private Optional<Coverage> loadPin(String fingerprint) throws DirectoryUnavailableException {
        long moment = memory.moment();
        List<Owner> owners = database.read(List.of(), handle -> pinning(handle, fingerprint));
        Optional<Coverage> coverage = owners.stream().map(Owner::coverage).reduce(ActiveEntries::union);
        memory.rememberPin(moment, fingerprint, coverage);
        return coverage;
    }

    private List<Owner> pinning(Handle handle, String fingerprint) {
        return handle
                .createQuery(
                        "select owner, decided from smime_entry" + " where pin = :fingerprint and state = 'active'")
                .bind("fingerprint", fingerprint)
                .map((row, context) -> new Pin(new Owner(row.getString("owner")), row.getBoolean("decided")))
                .stream()
                .filter(pin -> counts(pin.owner(), pin.decided()))
                .map(Pin::owner)
                .toList();
    }

    private boolean counts(Owner owner, boolean decided) {
        return domainCertificates || decided || owner.isAddress();
    }

    private static Coverage union(Coverage one, Coverage other) {
        Set<Address> addresses = new HashSet<>(one.addresses());
        addresses.addAll(other.addresses());
        Set<String> domains = new HashSet<>(one.domains());
        domains.addAll(other.domains());
        return new Coverage(addresses, domains, one.everyone() || other.everyone());
    }
}
