package org.smimegate.core.cms;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.smimegate.core.outcome.MessageVerdict;

/** A message after opening: the verdict, and what is to be delivered. Holds plaintext until closed. */
public final class OpenedMessage implements Closeable {
    private final MessageVerdict verdict;
    private final Set<String> keysUsed;
    private final Delivery delivery;
    private final Closeable plaintext;

    OpenedMessage(MessageVerdict verdict, Set<String> keysUsed, Delivery delivery, Closeable plaintext) {
        this.verdict = verdict;
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
