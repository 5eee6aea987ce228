package org.smimegate.keys.harvest;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/**
 * What a message offers, judged.
 *
 * @param trust the decision on encrypting to the certificate
 * @param at when the message came
 */
record Offered(KeyOffer offer, TrustDecision trust, Admission admission, Instant at) {
    private static final int MAX_CHAIN = 10;
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_NOTE = 500;
    /** Clocks differ; a time beyond that would shut out every later announcement. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    X509Certificate certificate() {
        return offer.certificate();
    }

    boolean passed() {
        return offer.signature().equals(Optional.of(SignatureResult.PASS));
    }

    /** Whether the key ring takes certificates of that size. */
    boolean fits() {
        return fits(certificate());
    }

    /** As a new entry of that owner. */
    NewEntry entry(Owner owner, State state, String note) {
        boolean believed = passed() && !isFromTheFuture();
        Set<ContentCipher> capabilities = believed ? offer.capabilities() : Set.of();
        return new NewEntry(
                "",
                owner,
                certificate(),
                chain(),
                Origin.HARVESTED,
                state,
                false,
                false,
                note.substring(0, Math.min(note.length(), MAX_NOTE)),
                capabilities,
                capabilities.isEmpty() ? Optional.empty() : offer.signed());
    }

    /** The entry with the capabilities that the message announces, if they are believed and newer. */
    KeyEntry announcedOn(KeyEntry entry) {
        Optional<Instant> known = entry.content().capabilitiesSigned();
        return passed() && !offer.capabilities().isEmpty() && !isFromTheFuture()
                ? offer.signed()
                        .filter(signed -> known.map(signed::isAfter).orElse(true))
                        .map(signed -> entry.reading(offer.capabilities(), signed))
                        .orElse(entry)
                : entry;
    }

    private boolean isFromTheFuture() {
        return offer.signed().filter(at.plus(CLOCK_SKEW)::isBefore).isPresent();
    }

    /** Issuers that came along, those of the path that was found first. Roots are no use: they must be configured. */
    List<X509Certificate> chain() {
        Stream<X509Certificate> onPath = trust.chain().stream().filter(offer.others()::contains);
        return Stream.concat(onPath, offer.others().stream())
                .filter(other -> other.getBasicConstraints() >= 0 && !other.equals(certificate()))
                .filter(other -> !other.getSubjectX500Principal().equals(other.getIssuerX500Principal()))
                .filter(Offered::fits)
                .distinct()
                .limit(MAX_CHAIN)
                .toList();
    }

    private static boolean fits(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length <= MAX_BYTES;
        } catch (CertificateEncodingException e) {
            return false;
        }
    }
}
