package org.smimegate.core.cms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.message.HeaderField;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.Pins;

/** Decrypts and verifies messages, all layers in any order. Thread-safe. */
public final class MessageOpener {
    private final CertificateTrust trust;
    private final Pins pins;
    private final AlgorithmPolicy policy;
    private final Limits limits;
    private final SpoolFolder folder;

    /** An opener that knows no pinned certificates. */
    public MessageOpener(CertificateTrust trust, AlgorithmPolicy policy, Limits limits, SpoolFolder spool) {
        this(trust, Pins.none(), policy, limits, spool);
    }

    /** @param pins asked about signers whom {@code trust} does not believe */
    public MessageOpener(CertificateTrust trust, Pins pins, AlgorithmPolicy policy, Limits limits, SpoolFolder spool) {
        this.trust = trust;
        this.pins = pins;
        this.policy = policy;
        this.limits = limits;
        this.folder = spool;
    }

    /**
     * Opens a message. Whatever is wrong with it is a verdict, never an exception.
     *
     * @param message must stay readable until the result is closed
     * @throws IOException the source or the spool folder failed
     */
    public OpenedMessage open(MessageSource message, OpenRequest request) throws IOException {
        try {
            return opened(RawMessage.scan(message), request);
        } catch (UnreadableMessageException e) {
            return asItCame(message, VerdictSummary.of(e.reason()), request.authservId());
        }
    }

    /** The message as it came but for forged fields, with a verdict that nothing trusts: for when opening broke down. */
    public OpenedMessage leaveClosed(MessageSource message, String authservId) {
        return asItCame(message, MessageVerdict.unknown(), authservId);
    }

    private static OpenedMessage asItCame(MessageSource message, MessageVerdict verdict, String authservId) {
        List<HeaderField> first = AuthenticationResults.of(authservId, verdict, Optional.empty()).stream()
                .toList();
        ForgedFields forged = new ForgedFields(authservId);
        return new OpenedMessage(
                verdict,
                Optional.empty(),
                Set.of(),
                out -> RawMessage.editFields(message, first, forged, out),
                () -> {});
    }

    private OpenedMessage opened(RawMessage root, OpenRequest request) throws IOException {
        Spools spools = new Spools(folder, root.source().size());
        boolean done = false;
        try {
            SignerJudge judge = new SignerJudge(trust, pins, policy, root.from(), request.at());
            OpenedLayers layers = Opening.of(root, new OpeningContext(policy, limits, spools, judge, request.keys()));
            OpenedMessage opened = delivered(root, layers, request, spools);
            done = true;
            return opened;
        } finally {
            if (!done) {
                spools.close();
            }
        }
    }

    private OpenedMessage delivered(RawMessage root, OpenedLayers layers, OpenRequest request, Spools spools) {
        MessageVerdict verdict = VerdictSummary.of(layers);
        int index = layers.delivered(request.signature());
        List<HeaderField> first = fields(layers, index, verdict, request);
        ForgedFields forged = new ForgedFields(request.authservId());
        RawMessage inside = layers.entities().get(index);
        return new OpenedMessage(
                verdict,
                OfferedKey.in(layers, verdict, root.from(), policy.domainCertificates()),
                layers.keysUsed(),
                index == 0
                        ? out -> root.writeWithFields(first, forged, out)
                        : out -> root.writeWith(ExactEntity.of(inside), first, forged, out),
                spools);
    }

    private static List<HeaderField> fields(
            OpenedLayers layers, int index, MessageVerdict verdict, OpenRequest request) {
        List<HeaderField> fields = new ArrayList<>();
        AuthenticationResults.of(request.authservId(), verdict, signaturePart(layers, index))
                .ifPresent(fields::add);
        if (verdict.decryption().equals(Optional.of(Decryption.DECRYPTED))) {
            fields.add(HeaderField.of(ForgedFields.GATEWAY, "decrypted; " + layers.ciphers()));
        }
        return fields;
    }

    /** Where the signature is in what is delivered: the second part of two, or the only one. */
    private static Optional<String> signaturePart(OpenedLayers layers, int index) {
        return layers.layers().stream()
                .skip(index)
                .findFirst()
                .map(OpenedLayer::layer)
                .filter(Layer::isSignature)
                .map(layer -> layer == Layer.CLEAR_SIGNED ? "2" : "1");
    }
}
