package org.smimegate.mailets.testing;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.gateway.Inbound;

record FaultyInbound(Inbound original) implements Inbound {
    @Override
    public List<Group> open(MessageSource message, Set<Address> recipients, SignatureHandling signature, Instant at)
            throws IOException {
        Fault.throwIfAskedFor(message);
        return original.open(message, recipients, signature, at);
    }

    @Override
    public OpenedMessage leaveClosed(MessageSource message) {
        return original.leaveClosed(message);
    }
}
