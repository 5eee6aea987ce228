package org.smimegate.core.cms;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Tells whether content is the DER encoding of signed attributes. A signature with signed attributes covers exactly
 * that encoding, so it would also fit a message without signed attributes that has them as its content.
 */
final class AttributesAsContent {
    private static final int LARGEST = 256 * 1024;

    private AttributesAsContent() {}

    /** Looks at the octets as they are hashed: with other line ends, the encoding hides behind one that is broken. */
    static boolean isDisguised(SignedContent content) throws IOException {
        if (content.source().size() == 0 || content.source().size() > LARGEST) {
            return false;
        }
        ByteArrayOutputStream hashed = new ByteArrayOutputStream();
        content.writeTo(hashed);
        try {
            return isAttributeSet(new BerStream(new ByteArrayInputStream(hashed.toByteArray()), hashed.size()));
        } catch (UnreadableMessageException e) {
            return false;
        }
    }

    private static boolean isAttributeSet(BerStream ber) throws IOException, UnreadableMessageException {
        ber.enter(BerElement.SET);
        while (!ber.atEnd()) {
            ber.enter(BerElement.SEQUENCE);
            ber.skip(BerElement.OBJECT_IDENTIFIER);
            ber.skip(BerElement.SET);
            ber.leave();
        }
        ber.leave();
        return ber.atEnd();
    }
}
