package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.smimegate.core.message.RawMessage;

/** Signs and encrypts messages: any steps in one streaming pass, the first step innermost. Thread-safe. */
public final class MessageProtector {
    /**
     * Writes the protected message: header fields but Content-* stay in clear outside, byte for byte.
     *
     * @throws ProtectionFailedException a key, certificate or algorithm does not do; {@code out} then holds part of a
     *     message that must be thrown away
     * @throws IOException reading the message or writing to {@code out} failed
     */
    public void protect(RawMessage message, List<ProtectionStep> steps, OutputStream out)
            throws IOException, ProtectionFailedException {
        throw new UnsupportedOperationException();
    }
}
