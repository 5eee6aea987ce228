package org.smimegate.core.cms;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SmimeType;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Opens one layer, of the kind that its CMS object says it is. Here is the one boundary where whatever libraries throw
 * at hostile input ends in a value (rule 17).
 */
final class LayerOpener {
    private static final Logger LOGGER = LoggerFactory.getLogger(LayerOpener.class);

    private final OpeningContext context;
    private final RawMessage entity;
    private Layer layer;

    LayerOpener(OpeningContext context, RawMessage entity) {
        this.context = context;
        this.entity = entity;
        this.layer = announced(entity);
    }

    /**
     * @param outside the layers around this one
     * @throws IOException the source or a spool failed
     */
    OpenedLayer open(List<OpenedLayer> outside) throws IOException {
        try {
            return entity.smimeType() == SmimeType.CLEAR_SIGNED ? clearSigned(outside) : cms(outside);
        } catch (UnreadableMessageException e) {
            LOGGER.debug("{}: {}", layer.token(), e.getMessage());
            return OpenedLayer.unreadable(layer, e.reason(), String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException | RuntimeException | StackOverflowError e) {
            LOGGER.debug("{}: {}", layer.token(), e.getClass().getName());
            return OpenedLayer.unreadable(layer, Reason.MALFORMED, "could not be read");
        }
    }

    private OpenedLayer clearSigned(List<OpenedLayer> outside)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        checkDepth(outside);
        return new SignatureOpener(context).clearSigned(entity);
    }

    private OpenedLayer cms(List<OpenedLayer> outside)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        try (InputStream in = entity.root().openBody(entity.source())) {
            BerStream ber = new BerStream(in, context.limits().cms());
            layer = CmsHead.enter(ber);
            checkDepth(outside);
            return switch (layer) {
                case SIGNED_DATA -> new SignatureOpener(context).signedData(ber);
                case COMPRESSED_DATA -> new CompressedOpener(context).open(ber);
                default ->
                    outside.stream().anyMatch(OpenedLayer::altered)
                            ? sealed()
                            : new EnvelopeOpener(context, layer).open(ber);
            };
        }
    }

    private void checkDepth(List<OpenedLayer> outside) throws UnreadableMessageException {
        if (outside.size() >= context.limits().layers()) {
            throw UnreadableMessageException.limit(
                    "layers: more than " + context.limits().layers());
        }
    }

    /** Rule 10: whoever changed what is around an envelope may have put the envelope there. */
    private OpenedLayer sealed() {
        return OpenedLayer.closed(new LayerReport(
                layer,
                Optional.of(Decryption.REFUSED),
                List.of(),
                Optional.empty(),
                "",
                "a signature around the envelope is broken"));
    }

    /** What the header fields say: all there is to report if the CMS object cannot be read. */
    private static Layer announced(RawMessage entity) {
        return switch (entity.smimeType()) {
            case CLEAR_SIGNED -> Layer.CLEAR_SIGNED;
            case PKCS7_SIGNATURE -> Layer.SIGNED_DATA;
            default ->
                byParameter(entity.root()
                        .contentType()
                        .parameter("smime-type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT));
        };
    }

    private static Layer byParameter(String smimeType) {
        return switch (smimeType) {
            case "signed-data", "signed-receipt" -> Layer.SIGNED_DATA;
            case "certs-only" -> Layer.CERTS_ONLY;
            case "compressed-data" -> Layer.COMPRESSED_DATA;
            case "authenveloped-data" -> Layer.AUTH_ENVELOPED_DATA;
            default -> Layer.ENVELOPED_DATA;
        };
    }
}
