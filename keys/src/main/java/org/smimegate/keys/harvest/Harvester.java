package org.smimegate.keys.harvest;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.Owner;

/** Learns the certificates that messages offer: into the key ring, by the rules of this package. Thread-safe. */
public final class Harvester {
    private static final String ACTOR = "harvest";

    private final KeyRing ring;
    private final CertificateTrust trust;
    private final boolean domainCertificates;

    /**
     * @param trust judges by path, without pins: what an administrator vouches for is in the key ring already
     * @param domainCertificates whether certificates are learned for the domains in them
     */
    public Harvester(KeyRing ring, CertificateTrust trust, boolean domainCertificates) {
        this.ring = ring;
        this.trust = trust;
        this.domainCertificates = domainCertificates;
    }

    /**
     * Learns what a message offers, for the names in the certificate that cover the author and for no others.
     *
     * @return what was done for each of these names; for the author's address, if none covers the author
     */
    public List<HarvestResult> harvest(KeyOffer offer, HarvestSettings settings, Instant at) {
        List<Owner> owners = owners(offer);
        if (owners.isEmpty()) {
            return List.of(refused(offer, "no name in the certificate is the author's"));
        }
        TrustDecision decision = trust.check(offer.certificate(), offer.others(), CertificateUse.ENCRYPTION, at);
        Admission admission = AdmissionRules.judge(offer, decision, settings, at);
        Offered offered = new Offered(offer, decision, admission, at);
        if (!offered.fits()) {
            return List.of(refused(offer, "the certificate is too large"));
        }
        return owners.stream().map(owner -> harvest(owner, offered, settings)).toList();
    }

    private HarvestResult harvest(Owner owner, Offered offered, HarvestSettings settings) {
        // Strangers whose mail proves nothing must not keep the key ring busy.
        if (offered.admission() instanceof Admission.Refused refused && !offered.passed()) {
            return HarvestResult.of(owner, HarvestOutcome.REFUSED, refused.why());
        }
        OwnerHarvest work = new OwnerHarvest(owner, offered, settings, entry -> hasPath(entry, offered.at()));
        try {
            return ring.change(owner, ACTOR, offered.at(), work);
        } catch (DirectoryUnavailableException e) {
            return HarvestResult.of(owner, HarvestOutcome.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private boolean hasPath(KeyEntry entry, Instant at) {
        TrustDecision decision =
                trust.check(entry.content().certificate(), entry.content().chain(), CertificateUse.ENCRYPTION, at);
        return !(decision instanceof TrustDecision.Refused);
    }

    /** Nobody signed a certs-only message: what it brings must be for the author alone, not for a whole domain. */
    private List<Owner> owners(KeyOffer offer) {
        Coverage coverage = Coverage.of(offer.certificate(), domainCertificates && !offer.isCertsOnly());
        Address author = offer.author();
        Stream<Owner> address = coverage.coversIgnoringCase(author) ? Stream.of(Owner.of(author)) : Stream.of();
        Stream<Owner> domains = coverage.domains().stream()
                .filter(pattern -> DomainName.matches(Set.of(pattern), author.domain()))
                .sorted()
                .map(Owner::ofDomain);
        return Stream.concat(address, domains).toList();
    }

    private static HarvestResult refused(KeyOffer offer, String why) {
        return HarvestResult.of(Owner.of(offer.author()), HarvestOutcome.REFUSED, why);
    }
}
