package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.message.FromMailboxes;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.EncryptionUse;

/** Picks what a message offers to encrypt answers with. */
final class OfferedKey {
    private static final Logger LOGGER = LoggerFactory.getLogger(OfferedKey.class);

    private final Address author;
    private final BroughtCertificates brought;
    private final AnswerWishes wishes;
    private final boolean domainCertificates;

    private OfferedKey(Address author, BroughtCertificates brought, boolean domainCertificates) {
        this.author = author;
        this.brought = brought;
        this.wishes = brought.believed().map(AnswerWishes::of).orElseGet(AnswerWishes::none);
        this.domainCertificates = domainCertificates;
    }

    /** @param from of the message as it came */
    static Optional<KeyOffer> in(
            OpenedLayers layers, MessageVerdict verdict, FromMailboxes from, boolean domainCertificates) {
        try {
            return from.single()
                    .flatMap(author -> source(layers.layers())
                            .flatMap(brought -> new OfferedKey(author, brought, domainCertificates).offer(verdict)));
        } catch (RuntimeException | StackOverflowError e) {
            // A boundary of its own: whatever a signer's attributes make the libraries throw, the verdict stands.
            LOGGER.debug("offer: {}", e.getClass().getName());
            return Optional.empty();
        }
    }

    /** The innermost signature; without any, what a certs-only message holds. */
    private static Optional<BroughtCertificates> source(List<OpenedLayer> layers) {
        boolean signed = layers.stream().anyMatch(layer -> layer.layer().isSignature());
        return layers.stream()
                .filter(layer -> signed ? !layer.report().signatures().isEmpty() : layer.layer() == Layer.CERTS_ONLY)
                .reduce((outer, inner) -> inner)
                .flatMap(OpenedLayer::brought);
    }

    private Optional<KeyOffer> offer(MessageVerdict verdict) {
        return certificate()
                .map(certificate -> new KeyOffer(
                        author,
                        verdict.signature().filter(result -> brought.signed()),
                        verdict.reason().filter(reason -> brought.signed()),
                        certificate,
                        brought.certificates().stream()
                                .filter(other -> !other.equals(certificate))
                                .toList(),
                        wishes.capabilities(),
                        wishes.signed()));
    }

    private Optional<X509Certificate> certificate() {
        Stream<X509Certificate> preferred = wishes.certificates().stream()
                .flatMap(id -> id.among(brought.certificates()).stream())
                .filter(this::speaksForAuthor);
        Stream<X509Certificate> others = brought.certificates().stream()
                .sorted(Comparator.comparing(X509Certificate::getNotBefore).reversed())
                .filter(this::speaksForAuthor);
        return Stream.of(preferred, brought.signer().stream(), others)
                .flatMap(candidates -> candidates)
                .filter(EncryptionUse::isFit)
                .findFirst();
    }

    private boolean speaksForAuthor(X509Certificate certificate) {
        return Coverage.of(certificate, domainCertificates).covers(author);
    }
}
