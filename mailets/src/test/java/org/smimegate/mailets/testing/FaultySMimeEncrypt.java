package org.smimegate.mailets.testing;

import javax.inject.Inject;
import org.smimegate.mailets.OutboundParts;
import org.smimegate.mailets.SMimeEncrypt;

/** {@link SMimeEncrypt} on an engine that throws what the message asks for. */
public final class FaultySMimeEncrypt extends SMimeEncrypt {
    @Inject
    public FaultySMimeEncrypt(OutboundParts parts) {
        super(parts.around(FaultyOutbound::new));
    }
}
