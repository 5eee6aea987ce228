package org.smimegate.core.cms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.MimePart;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SmimeType;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Opens the layers of one message, from the outside in, as long as there is S/MIME at the root of what it finds. */
final class Opening {
    private final OpeningContext context;
    private final List<OpenedLayer> layers = new ArrayList<>();
    private final List<RawMessage> entities = new ArrayList<>();

    private Opening(OpeningContext context) {
        this.context = context;
    }

    static OpenedLayers of(RawMessage message, OpeningContext context) throws IOException {
        Opening opening = new Opening(context);
        opening.enter(message);
        opening.sealTampered();
        return new OpenedLayers(opening.layers, opening.entities);
    }

    private void enter(RawMessage message) throws IOException {
        Optional<RawMessage> entity = Optional.of(message);
        while (entity.isPresent()) {
            entities.add(entity.get());
            entity = entity.get().smimeType() == SmimeType.NONE ? Optional.empty() : next(entity.get());
        }
    }

    /** Opens the layer that this entity is; gives the entity inside, if it can be read. */
    private Optional<RawMessage> next(RawMessage entity) throws IOException {
        OpenedLayer layer = new LayerOpener(context, entity).open(layers);
        try {
            Optional<RawMessage> inside = layer.content().isPresent()
                    ? Optional.of(readable(layer.content().get()))
                    : Optional.empty();
            layers.add(layer);
            return inside;
        } catch (UnreadableMessageException e) {
            layers.add(layer.withoutContent(e));
            return Optional.empty();
        }
    }

    private RawMessage readable(MessageSource content) throws IOException, UnreadableMessageException {
        RawMessage inside = RawMessage.scan(content);
        if (looksLikeEntity(inside)) {
            return inside;
        }
        if (BareText.is(content)) {
            return RawMessage.scan(BareText.entity(content, context.spools()));
        }
        throw UnreadableMessageException.malformed("no MIME entity inside");
    }

    /** What a wrong key leaves does not, nor does text without a header. */
    private static boolean looksLikeEntity(RawMessage inside) {
        MimePart root = inside.root();
        return root.bodyStart() > root.headerStart()
                && root.fields().stream().noneMatch(field -> field.name().isEmpty());
    }

    /** Rule 10: an envelope without integrity whose content shows what a CBC gadget leaves was never opened. */
    private void sealTampered() throws IOException {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).openedUnauthenticated() && hasTracesInside(i)) {
                layers.set(i, layers.get(i).sealed(Reason.UNAUTHENTICATED, "shows traces of tampering"));
                layers.subList(i + 1, layers.size()).clear();
                entities.subList(i + 1, entities.size()).clear();
                return;
            }
        }
    }

    /** Down to what is vouched for: a signature that does not fit may have a gadget in what it should cover. */
    private boolean hasTracesInside(int envelope) throws IOException {
        boolean vouched = false;
        for (int i = envelope + 1; i < entities.size() && !vouched; i++) {
            if (CbcTraces.in(entities.get(i), signedPart(i))) {
                return true;
            }
            vouched = i < layers.size() && layers.get(i).guard() != OpenedLayer.Guard.NONE;
        }
        return false;
    }

    /** The part that signatures vouch for, if this entity is clear-signed. */
    private Optional<MimePart> signedPart(int index) {
        boolean vouched = index < layers.size()
                && layers.get(index).layer() == Layer.CLEAR_SIGNED
                && layers.get(index).guard() == OpenedLayer.Guard.SIGNATURE;
        return vouched ? Optional.of(entities.get(index).root().children().get(0)) : Optional.empty();
    }
}
