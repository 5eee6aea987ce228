package org.smimegate.it.mailets;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Dispatch;
import org.smimegate.gateway.Outbound;
import org.smimegate.gateway.SendingProfile;

/** An engine that breaks down when a message asks for it. */
record FaultyOutbound(String place, Outbound engine) implements Outbound {
    static UnaryOperator<Outbound> in(String place) {
        return engine -> new FaultyOutbound(place, engine);
    }

    @Override
    public Dispatch dispatch(MessageSource message, Set<Address> recipients, SendingProfile profile, Instant at)
            throws IOException {
        Faults.strike(message, place);
        return engine.dispatch(message, recipients, profile, at);
    }
}
