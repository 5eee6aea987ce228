package org.smimegate.mailets.testing;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Dispatch;
import org.smimegate.gateway.Outbound;
import org.smimegate.gateway.SendingProfile;

record FaultyOutbound(Outbound original) implements Outbound {
    @Override
    public Dispatch dispatch(MessageSource message, Set<Address> recipients, SendingProfile profile, Instant at)
            throws IOException {
        Fault.throwIfAskedFor(message);
        if (Fault.mustWait(message)) {
            return new Dispatch.Later(Fault.SECRET);
        }
        return original.dispatch(message, recipients, profile, at);
    }
}
