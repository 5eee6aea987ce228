package org.smimegate.it.mailets;

import javax.inject.Inject;
import org.smimegate.mailets.OutboundParts;
import org.smimegate.mailets.SMimeSign;

/** SMimeSign on an engine that breaks down when a message asks for it ({@code X-Fault: sign}). */
public class FaultySign extends SMimeSign {
    @Inject
    public FaultySign(OutboundParts parts) {
        super(parts.around(FaultyOutbound.in("sign")));
    }
}
