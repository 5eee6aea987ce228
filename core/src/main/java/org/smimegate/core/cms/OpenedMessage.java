package org.smimegate.core.cms;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.MessageVerdict;

/** A message after opening: the verdict, and what is to be delivered. Holds plaintext until closed. */
public final class OpenedMessage implements Closeable {
    private final MessageVerdict verdict;
    private final Optional<KeyOffer> offer;
    private final Set<String> keysUsed;
    private final Delivery delivery;
    private final Closeable plaintext;

    OpenedMessage(
            MessageVerdict verdict,
            Optional<KeyOffer> offer,
            Set<String> keysUsed,
            Delivery delivery,
            Closeable plaintext) {
        this.verdict = verdict;
        this.offer = offer;
        this.keysUsed = Set.copyOf(keysUsed);
        this.delivery = delivery;
        this.plaintext = plaintext;
    }

    /** How the message is written. */
    interface Delivery {
        void writeTo(OutputStream out) throws IOException;
    }

    public MessageVerdict verdict() {
        return verdict;
    }

    /**
     * What the message brings to encrypt answers with: from the innermost signature, or from a certs-only message. Empty
     * if there is nothing fit, not exactly one author, or no S/MIME at the root.
     */
    public Optional<KeyOffer> offer() {
        return offer;
    }

    /** Aliases of the keys that opened its encrypted layers. */
    public Set<String> keysUsed() {
        return keysUsed;
    }

    /**
     * The message to deliver: forged Authentication-Results and X-SMime-* fields removed, our own put on top, the body
     * opened or byte for byte as it came.
     */
    public void writeTo(OutputStream out) throws IOException {
        delivery.writeTo(out);
    }

    /** Deletes the plaintext; nothing can be written afterwards. */
    @Override
    public void close() throws IOException {
        plaintext.close();
    }
}
