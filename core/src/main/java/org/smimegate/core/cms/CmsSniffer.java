package org.smimegate.core.cms;

import java.io.IOException;
import java.util.Optional;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Looks at the outer CMS layer of a message without keys. */
public final class CmsSniffer {
    private CmsSniffer() {}

    /**
     * The outermost S/MIME layer that the content really is: a body that parses as CMS, with RecipientInfos for
     * encryption and a parseable SignedData for signatures. Empty for everything else; the Content-Type alone proves
     * nothing. Reads at most the start of the body.
     *
     * @throws UnreadableMessageException announces S/MIME but cannot be read as such
     */
    public static Optional<Layer> outerLayer(RawMessage message) throws IOException, UnreadableMessageException {
        throw new UnsupportedOperationException();
    }
}
