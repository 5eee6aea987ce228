package org.smimegate.it.mailets;

import javax.inject.Inject;
import org.smimegate.mailets.InboundParts;
import org.smimegate.mailets.SMimeDecryptVerify;

/** SMimeDecryptVerify on an engine that breaks down when a message asks for it ({@code X-Fault: open}). */
public class FaultyOpen extends SMimeDecryptVerify {
    @Inject
    public FaultyOpen(InboundParts parts) {
        super(parts.around(FaultyInbound::new));
    }
}
