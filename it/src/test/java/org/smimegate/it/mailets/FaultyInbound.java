package org.smimegate.it.mailets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.gateway.Inbound;

/** An engine that breaks down when a message asks for it: on opening ("open"), or twice ("open-and-close"). */
record FaultyInbound(Inbound engine) implements Inbound {
    @Override
    public List<Group> open(MessageSource message, Set<Address> recipients, SignatureHandling signature, Instant at)
            throws IOException {
        Faults.strike(message, "open");
        Faults.strike(message, "open-and-close");
        return engine.open(message, recipients, signature, at);
    }

    @Override
    public OpenedMessage leaveClosed(MessageSource message) {
        try {
            Faults.strike(message, "open-and-close");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return engine.leaveClosed(message);
    }
}
