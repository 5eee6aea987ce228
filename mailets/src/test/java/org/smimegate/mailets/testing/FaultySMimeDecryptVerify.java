package org.smimegate.mailets.testing;

import javax.inject.Inject;
import org.smimegate.mailets.InboundParts;
import org.smimegate.mailets.SMimeDecryptVerify;

/** {@link SMimeDecryptVerify} on an engine that throws what the message asks for. */
public final class FaultySMimeDecryptVerify extends SMimeDecryptVerify {
    @Inject
    public FaultySMimeDecryptVerify(InboundParts parts) {
        super(parts.around(FaultyInbound::new));
    }
}
