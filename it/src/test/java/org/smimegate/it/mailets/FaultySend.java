package org.smimegate.it.mailets;

import javax.inject.Inject;
import org.smimegate.mailets.OutboundParts;
import org.smimegate.mailets.SMimeSend;

/** SMimeSend on an engine that breaks down when a message asks for it ({@code X-Fault: send}). */
public class FaultySend extends SMimeSend {
    @Inject
    public FaultySend(OutboundParts parts) {
        super(parts.around(FaultyOutbound.in("send")));
    }
}
