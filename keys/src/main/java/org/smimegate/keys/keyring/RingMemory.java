package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.PartnerCertificate;

/** What this process remembers of the key ring. Thread-safe. */
final class RingMemory {
    private static final int OWNERS = 5_000;
    private static final int PINS = 20_000;
    private static final int CHAINS = 200;

    private final Recent<String, List<PartnerCertificate>> byOwner = new Recent<>(OWNERS);
    private final Recent<String, Optional<Coverage>> byFingerprint = new Recent<>(PINS);
    private final Recent<List<X509Certificate>, List<X509Certificate>> chains = new Recent<>(CHAINS);
    private long changes;

    /** Of what is read after this call: {@link #remember} takes it only if nothing changed meanwhile. */
    synchronized long moment() {
        return changes;
    }

    /** The active entries of all these owners; empty if something of one of them is not known. */
    synchronized Optional<List<PartnerCertificate>> find(List<String> owners) {
        List<PartnerCertificate> found = new ArrayList<>();
        for (String owner : owners) {
            @Nullable List<PartnerCertificate> known = byOwner.get(owner);
            if (known == null) {
                return Optional.empty();
            }
            found.addAll(known);
        }
        return Optional.of(found);
    }

    synchronized void remember(long moment, Map<String, List<PartnerCertificate>> active) {
        if (moment == changes) {
            active.forEach((owner, certificates) -> byOwner.put(
                    owner, certificates.stream().map(this::sharingChain).toList()));
        }
    }

    /** Most certificates came with the same few. */
    private PartnerCertificate sharingChain(PartnerCertificate partner) {
        List<X509Certificate> chain = chains.computeIfAbsent(partner.chain(), c -> c);
        return new PartnerCertificate(
                partner.certificate(), chain, partner.coverage(), partner.capabilities(), partner.pinned());
    }

    /** Whether the certificate is pinned, and for whom; empty if that is not known. */
    synchronized Optional<Optional<Coverage>> pinned(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    synchronized void rememberPin(long moment, String fingerprint, Optional<Coverage> coverage) {
        if (moment == changes) {
            byFingerprint.put(fingerprint, coverage);
        }
    }

    synchronized void forget(Changes changed) {
        if (changed.isEmpty()) {
            return;
        }
        changes++;
        changed.owners().forEach(byOwner::remove);
        if (changed.everything()) {
            byOwner.clear();
        }
        if (changed.pins()) {
            byFingerprint.clear();
        }
    }
}
