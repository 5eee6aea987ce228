package org.smimegate.core.cms;

import java.io.IOException;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Tells whether content is the DER encoding of signed attributes. A signature with signed attributes covers exactly
 * that encoding, so it would also fit a message without signed attributes that has them as its content.
 */
final class AttributesAsContent {
    private static final int LARGEST = 256 * 1024;

    private AttributesAsContent() {}

    static boolean isDisguised(MessageSource content) throws IOException {
        if (content.size() == 0 || content.size() > LARGEST) {
            return false;
        }
        try (var in = content.open()) {
            return isAttributeSet(new BerStream(in, LARGEST));
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
