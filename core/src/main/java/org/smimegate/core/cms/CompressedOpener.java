package org.smimegate.core.cms;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Opens CompressedData (RFC 3274). */
final class CompressedOpener {
    private static final String ZLIB = "1.2.840.113549.1.9.16.3.8";

    private final OpeningContext context;

    CompressedOpener(OpeningContext context) {
        this.context = context;
    }

    /** @param ber stands before the object */
    OpenedLayer open(BerStream ber) throws IOException, UnreadableMessageException {
        ber.enter(BerElement.SEQUENCE);
        ber.skip(BerElement.INTEGER);
        String algorithm =
                AlgorithmIdentifier.getInstance(ber.object(1024)).getAlgorithm().getId();
        if (!algorithm.equals(ZLIB)) {
            throw UnreadableMessageException.malformed("compression: " + algorithm);
        }
        ber.enter(BerElement.SEQUENCE);
        ber.skip(BerElement.OBJECT_IDENTIFIER);
        ber.enter(BerElement.context(0));
        Spool content = context.spools().next();
        try (Inflation inflation = new Inflation(context.limits(), content)) {
            ber.octets(BerElement.OCTET_STRING, inflation);
            inflation.finish();
        }
        ber.leave();
        ber.leave();
        ber.leave();
        CmsHead.leave(ber);
        LayerReport report =
                new LayerReport(Layer.COMPRESSED_DATA, Optional.empty(), List.of(), Optional.empty(), "zlib", "");
        return new OpenedLayer(report, Optional.of(content.source()), Optional.empty(), OpenedLayer.Guard.NONE);
    }
}
