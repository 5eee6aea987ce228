package org.smimegate.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.TrustDecision;

/**
 * Finds the certificate to encrypt to, with all checks of rule 13 at each call.
 *
 * <p>The directories are asked in order, and the first with a usable certificate of the exact address answers. Only if
 * none has one, a certificate of the domain does, and at last one that is for everybody, again of the first directory
 * that has a usable one. Of several in one directory, one that an administrator vouches for comes before others, then
 * the one with the newest notBefore, then the one that lasts longest. A directory that cannot be asked ends the search
 * as temporary trouble: it might know a better one than those after it. A certificate whose revocation must be known
 * and is not is never taken; if there is no other of its rank that can be, that is temporary trouble, too.
 */
public final class RecipientKeys {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecipientKeys.class);

    private final List<CertificateDirectory> directories;
    private final CertificateTrust trust;
    private final CertificateTrust vouched;

    /**
     * @param trust judges certificates by their path
     * @param vouched judges certificates that an administrator vouches for
     */
    public RecipientKeys(List<CertificateDirectory> directories, CertificateTrust trust, CertificateTrust vouched) {
        this.directories = List.copyOf(directories);
        this.trust = trust;
        this.vouched = vouched;
    }

    private record Candidates(CertificateDirectory directory, List<PartnerCertificate> certificates) {}

    /** Whether mail for that recipient can be encrypted now; thread-safe. */
    public KeyLookup find(Address recipient, Instant at) {
        return new Search(recipient, at).run();
    }

    /** One look-up; remembers why certificates were no good. */
    private final class Search {
        private static final int MAX_TOLD = 5;
        private static final Comparator<PartnerCertificate> BEST_LAST = Comparator.comparing(PartnerCertificate::pinned)
                .thenComparing(c -> c.certificate().getNotBefore())
                .thenComparing(c -> c.certificate().getNotAfter());

        private final Address recipient;
        private final Instant at;
        private final List<String> unfit = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();

        Search(Address recipient, Instant at) {
            this.recipient = recipient;
            this.at = at;
        }

        KeyLookup run() {
            List<Candidates> byDirectory = new ArrayList<>();
            for (CertificateDirectory directory : directories) {
                Candidates candidates;
                try {
                    candidates = new Candidates(directory, directory.find(recipient));
                } catch (DirectoryUnavailableException e) {
                    return new KeyLookup.Unavailable(directory.name() + ": " + e.getMessage());
                }
                Optional<KeyLookup> exact = best(candidates, this::isExact);
                if (exact.isPresent()) {
                    return exact.get();
                }
                byDirectory.add(candidates);
            }
            return byDomain(byDirectory);
        }

        private KeyLookup byDomain(List<Candidates> byDirectory) {
            return first(byDirectory, this::isForDomain)
                    .or(() -> first(byDirectory, this::isForEverybody))
                    .orElseGet(this::nothing);
        }

        /** Empty, too, if a better one that was passed over may be usable soon. */
        private Optional<KeyLookup> first(List<Candidates> byDirectory, Predicate<PartnerCertificate> rank) {
            return unknown.isEmpty()
                    ? byDirectory.stream()
                            .flatMap(candidates -> best(candidates, rank).stream())
                            .findFirst()
                    : Optional.empty();
        }

        private KeyLookup nothing() {
            if (!unknown.isEmpty()) {
                return new KeyLookup.Unavailable(told(unknown));
            }
            return new KeyLookup.Missing(unfit.isEmpty() ? "no certificate known" : told(unfit));
        }

        private Optional<KeyLookup> best(Candidates candidates, Predicate<PartnerCertificate> which) {
            Optional<PartnerCertificate> best = candidates.certificates().stream()
                    .filter(which)
                    .sorted(BEST_LAST.reversed())
                    .filter(this::isFit)
                    .findFirst();
            best.ifPresent(candidates.directory()::used);
            return best.map(c -> new KeyLookup.Found(new EncryptionRecipient(c.certificate(), c.capabilities())));
        }

        private boolean isExact(PartnerCertificate candidate) {
            return candidate.isFor(recipient);
        }

        private boolean isForDomain(PartnerCertificate candidate) {
            return !isExact(candidate) && candidate.coverage().coversDomain(recipient.domain());
        }

        private boolean isForEverybody(PartnerCertificate candidate) {
            return !isExact(candidate)
                    && !isForDomain(candidate)
                    && candidate.coverage().everyone();
        }

        private boolean isFit(PartnerCertificate candidate) {
            TrustDecision decision = (candidate.pinned() ? vouched : trust)
                    .check(candidate.certificate(), candidate.chain(), CertificateUse.ENCRYPTION, at);
            if (decision instanceof TrustDecision.Refused refused) {
                boolean temporary = refused.reason() == Reason.REVOCATION_UNKNOWN;
                (temporary ? unknown : unfit).add(described(candidate, refused.reason(), refused.detail()));
            } else if (decision instanceof TrustDecision.RevocationUnknown open) {
                LOGGER.debug("used: {}", described(candidate, Reason.REVOCATION_UNKNOWN, open.detail()));
            }
            return !(decision instanceof TrustDecision.Refused);
        }

        private static String described(PartnerCertificate candidate, Reason reason, String detail) {
            return Describe.certificate(candidate.certificate()) + ": " + reason.token() + ": " + detail;
        }

        private static String told(List<String> reasons) {
            String all = String.join("; ", reasons.subList(0, Math.min(MAX_TOLD, reasons.size())));
            return reasons.size() > MAX_TOLD ? all + "; and " + (reasons.size() - MAX_TOLD) + " more" : all;
        }
    }
}
