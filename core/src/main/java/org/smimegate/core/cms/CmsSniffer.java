package org.smimegate.core.cms;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.smimegate.core.message.MimePart;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Looks at the outer CMS layer of a message without keys. */
public final class CmsSniffer {
    private CmsSniffer() {}

    /**
     * The outermost S/MIME layer that the content really is: a body that is built as CMS, with RecipientInfos for
     * encryption, and with a signer for signatures. Empty for everything that does not announce S/MIME; the
     * Content-Type alone proves nothing. Keeps nothing in memory; signatures are read to their end, the rest only as
     * far as its encrypted or compressed content.
     *
     * @throws UnreadableMessageException announces S/MIME but is not built as such
     */
    public static Optional<Layer> outerLayer(RawMessage message) throws IOException, UnreadableMessageException {
        return switch (message.smimeType()) {
            case NONE -> Optional.empty();
            case CLEAR_SIGNED -> Optional.of(clearSigned(message));
            case PKCS7_MIME, PKCS7_SIGNATURE -> Optional.of(layer(message, message.root()));
        };
    }

    private static Layer clearSigned(RawMessage message) throws IOException, UnreadableMessageException {
        if (message.root().children().size() < 2) {
            throw UnreadableMessageException.malformed("multipart/signed without a signature part");
        }
        CmsStructure signature = structure(message, message.root().children().get(1));
        if (!signature.isDetachedSignature()) {
            throw UnreadableMessageException.malformed("multipart/signed without a detached signature");
        }
        return Layer.CLEAR_SIGNED;
    }

    private static Layer layer(RawMessage message, MimePart part) throws IOException, UnreadableMessageException {
        return structure(message, part).layer();
    }

    private static CmsStructure structure(RawMessage message, MimePart part)
            throws IOException, UnreadableMessageException {
        try (InputStream in = part.openBody(message.source())) {
            return CmsStructure.read(new BerStream(in, Long.MAX_VALUE));
        }
    }
}
