package org.smimegate.core.cms;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;

/** The ContentInfo around every CMS object (RFC 5652 section 3): it alone says what kind of layer this is. */
final class CmsHead {
    private static final Map<String, Layer> KINDS = Map.of(
            CMSObjectIdentifiers.signedData.getId(), Layer.SIGNED_DATA,
            CMSObjectIdentifiers.envelopedData.getId(), Layer.ENVELOPED_DATA,
            CMSObjectIdentifiers.authEnvelopedData.getId(), Layer.AUTH_ENVELOPED_DATA,
            CMSObjectIdentifiers.compressedData.getId(), Layer.COMPRESSED_DATA);

    private CmsHead() {}

    /** Enters the ContentInfo; the reader then stands before the object of the kind that is returned. */
    static Layer enter(BerStream ber) throws IOException, UnreadableMessageException {
        ber.enter(BerElement.SEQUENCE);
        String type = ber.oid().getId();
        ber.enter(BerElement.context(0));
        return Optional.ofNullable(KINDS.get(type))
                .orElseThrow(() -> UnreadableMessageException.malformed("cms: content type " + type));
    }

    /** Leaves it; nothing but line ends may follow. */
    static void leave(BerStream ber) throws IOException, UnreadableMessageException {
        ber.leave();
        ber.leave();
        ber.finish();
    }
}
