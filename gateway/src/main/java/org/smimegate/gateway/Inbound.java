package org.smimegate.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.SignatureHandling;

/** Opens what comes in: the one path of SMimeDecryptVerify and {@code smimegate open}. Thread-safe. */
public interface Inbound {
    /**
     * Opens the message for its recipients. Usually one group; a message that opens only for some recipients comes
     * back as several, those whom no credential covers with their ciphertext as it came.
     */
    List<Group> open(MessageSource message, Set<Address> recipients, SignatureHandling signature, Instant at)
            throws IOException;

    /**
     * The message as it came but for fields that only this gateway may write, with a verdict that nothing trusts: for
     * when {@link #open} broke down. The caller closes it.
     */
    OpenedMessage leaveClosed(MessageSource message);

    /** Recipients who get the same message. The caller closes the message. */
    record Group(Set<Address> recipients, OpenedMessage message) {
        public Group {
            recipients = Set.copyOf(recipients);
        }
    }
}
