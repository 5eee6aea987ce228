package org.smimegate.keys;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;

/** Partners' certificates by address and by domain; a look-up costs the same however many there are. Immutable. */
final class PartnerIndex {
    private final Map<String, List<PartnerCertificate>> byAddress = new HashMap<>();
    private final Map<String, List<PartnerCertificate>> byDomain = new HashMap<>();
    private final List<PartnerCertificate> forEveryone = new ArrayList<>();
    private final int size;

    PartnerIndex(Collection<PartnerCertificate> certificates) {
        this.size = certificates.size();
        certificates.forEach(this::add);
    }

    int size() {
        return size;
    }

    /** Everything that covers the recipient. */
    List<PartnerCertificate> find(Address recipient) {
        String domain = DomainName.normal(recipient.domain());
        Set<PartnerCertificate> found = new LinkedHashSet<>(of(byAddress, key(recipient)));
        found.addAll(of(byDomain, domain));
        found.addAll(of(byDomain, "*." + domain.substring(domain.indexOf('.') + 1)));
        found.addAll(forEveryone);
        // The keys above only shorten the list; the coverage itself decides.
        return found.stream().filter(c -> c.covers(recipient)).toList();
    }

    private void add(PartnerCertificate certificate) {
        certificate.coverage().addresses().forEach(a -> put(byAddress, key(a), certificate));
        certificate.coverage().domains().forEach(d -> put(byDomain, d, certificate));
        if (certificate.coverage().everyone()) {
            forEveryone.add(certificate);
        }
    }

    private static void put(Map<String, List<PartnerCertificate>> index, String key, PartnerCertificate certificate) {
        index.computeIfAbsent(key, k -> new ArrayList<>(1)).add(certificate);
    }

    private static List<PartnerCertificate> of(Map<String, List<PartnerCertificate>> index, String key) {
        return index.getOrDefault(key, List.of());
    }

    /** Recipients' local parts are found without regard to case. */
    private static String key(Address address) {
        return address.localPart().toLowerCase(Locale.ROOT) + "@" + DomainName.normal(address.domain());
    }
}
