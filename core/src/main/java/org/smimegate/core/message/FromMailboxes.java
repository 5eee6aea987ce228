package org.smimegate.core.message;

import java.util.List;
import java.util.Optional;
import org.smimegate.core.outcome.Address;

/**
 * Who the From header says wrote the message.
 *
 * @param fields how many From fields there are
 * @param mailboxes how many mailboxes these name, readable or not (a group counts each member and at least one)
 * @param addresses the readable ones
 */
public record FromMailboxes(int fields, int mailboxes, List<Address> addresses) {
    public FromMailboxes {
        addresses = List.copyOf(addresses);
    }

    /** The one author, if there is exactly one From field with exactly one readable mailbox. */
    public Optional<Address> single() {
        return fields == 1 && mailboxes == 1 && addresses.size() == 1
                ? Optional.of(addresses.get(0))
                : Optional.empty();
    }
}
