package org.smimegate.core.cms;

import java.util.List;
import java.util.Optional;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * A layer that was looked at.
 *
 * @param content the entity inside, if it could be reached
 * @param keyAlias the own key that opened it
 * @param guard what protects the content against changes
 * @param brought certificates that came with it
 */
record OpenedLayer(
        LayerReport report,
        Optional<MessageSource> content,
        Optional<String> keyAlias,
        Guard guard,
        Optional<BroughtCertificates> brought) {
    OpenedLayer(LayerReport report, Optional<MessageSource> content, Optional<String> keyAlias, Guard guard) {
        this(report, content, keyAlias, guard, Optional.empty());
    }

    /** What protects the content of a layer against changes, whoever made it. */
    enum Guard {
        /** Nothing, or not known. */
        NONE,
        /** Signatures that fit, of whomever. */
        SIGNATURE,
        /** An authentication code. */
        TAG
    }

    /** A layer that stays closed. */
    static OpenedLayer closed(LayerReport report) {
        return new OpenedLayer(report, Optional.empty(), Optional.empty(), Guard.NONE);
    }

    /** The layer with certificates that came with it. */
    OpenedLayer bringing(BroughtCertificates certificates) {
        return new OpenedLayer(report, content, keyAlias, guard, Optional.of(certificates));
    }

    /** A layer about which nothing but its kind is known. */
    static OpenedLayer unreadable(Layer layer, Reason reason, String detail) {
        Decryption decryption = reason == Reason.LIMIT_EXCEEDED ? Decryption.REFUSED : Decryption.FAILED;
        return closed(new LayerReport(
                layer,
                layer.isEncryption() ? Optional.of(decryption) : Optional.empty(),
                List.of(),
                Optional.of(reason),
                "",
                detail));
    }

    /** The layer after its content turned out not to be readable; an envelope then is as one that cannot be opened. */
    OpenedLayer withoutContent(UnreadableMessageException e) {
        if (layer().isEncryption()) {
            return closed(report(Optional.of(Decryption.FAILED), Optional.empty(), EnvelopeOpener.FAILED));
        }
        String detail = "the content: " + e.getMessage();
        LayerReport unread = report(report.decryption(), Optional.of(e.reason()), detail);
        return new OpenedLayer(unread, Optional.empty(), Optional.empty(), Guard.NONE, brought);
    }

    /** The layer after it turned out that it must not be opened. */
    OpenedLayer sealed(Reason reason, String detail) {
        return closed(report(Optional.of(Decryption.REFUSED), Optional.of(reason), detail));
    }

    private LayerReport report(Optional<Decryption> decryption, Optional<Reason> problem, String detail) {
        return new LayerReport(report.layer(), decryption, report.signatures(), problem, report.algorithm(), detail);
    }

    Layer layer() {
        return report.layer();
    }

    /** A signature layer of which every signature passed. */
    boolean passed() {
        return layer().isSignature()
                && report.problem().isEmpty()
                && !report.signatures().isEmpty()
                && report.signatures().stream().allMatch(s -> s.result() == SignatureResult.PASS);
    }

    /** A signature that does not fit what it covers. */
    boolean altered() {
        return report.signatures().stream()
                .map(SignatureVerdict::reason)
                .anyMatch(reason -> reason.equals(Optional.of(Reason.ALTERED)));
    }

    /** Encrypted without authentication, and opened. */
    boolean openedUnauthenticated() {
        return layer().isEncryption() && content.isPresent() && guard == Guard.NONE;
    }

    /** What is inside can be had only by S/MIME software, and we could not get at it. */
    boolean hidesContent() {
        return content.isEmpty() && layer() != Layer.CLEAR_SIGNED && layer() != Layer.CERTS_ONLY;
    }
}
