package org.smimegate.mailets.testing;

import javax.inject.Inject;
import org.smimegate.mailets.OutboundParts;
import org.smimegate.mailets.SMimeSign;

/** {@link SMimeSign} on an engine that throws what the message asks for. */
public final class FaultySMimeSign extends SMimeSign {
    @Inject
    public FaultySMimeSign(OutboundParts parts) {
        super(parts.around(FaultyOutbound::new));
    }
}
