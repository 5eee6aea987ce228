package org.smimegate.core.cms;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.smimegate.core.outcome.MessageVerdict;

/** A message after opening: the verdict, and what is to be delivered. Holds plaintext until closed. */
public final class OpenedMessage implements Closeable {
    OpenedMessage() {}

    public MessageVerdict verdict() {
        throw new UnsupportedOperationException();
    }

    /** Aliases of the keys that opened its encrypted layers. */
    public Set<String> keysUsed() {
        throw new UnsupportedOperationException();
    }

    /**
     * The message to deliver: forged Authentication-Results and X-SMime-* fields removed, our own put on top, the body
     * opened or byte for byte as it came.
     */
    public void writeTo(OutputStream out) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
