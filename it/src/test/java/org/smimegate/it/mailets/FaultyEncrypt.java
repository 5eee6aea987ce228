package org.smimegate.it.mailets;

import javax.inject.Inject;
import org.smimegate.mailets.OutboundParts;
import org.smimegate.mailets.SMimeEncrypt;

/** SMimeEncrypt on an engine that breaks down when a message asks for it ({@code X-Fault: encrypt}). */
public class FaultyEncrypt extends SMimeEncrypt {
    @Inject
    public FaultyEncrypt(OutboundParts parts) {
        super(parts.around(FaultyOutbound.in("encrypt")));
    }
}
