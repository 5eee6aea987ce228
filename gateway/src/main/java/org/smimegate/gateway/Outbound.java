package org.smimegate.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;

/** Protects what leaves: the one path of SMimeSign, SMimeEncrypt, SMimeSend and {@code smimegate protect}. Thread-safe. */
public interface Outbound {
    /**
     * Decides and protects; all copies are complete before this returns, so that nothing leaves half done.
     *
     * @throws IOException the source or the spool folder failed
     */
    Dispatch dispatch(MessageSource message, Set<Address> recipients, SendingProfile profile, Instant at)
            throws IOException;
}
