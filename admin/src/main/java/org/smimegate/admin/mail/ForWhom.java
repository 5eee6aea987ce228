package org.smimegate.admin.mail;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.gateway.Gateway;

/**
 * The recipients a message is opened for.
 *
 * @param named by option; empty: those the message itself shows
 * @param anybody whether one recipient is as good as another, because the keys act for everybody
 */
record ForWhom(Set<Address> named, boolean anybody) {
    ForWhom {
        named = Set.copyOf(named);
    }

    /** Empty if an address cannot be read. */
    static Optional<ForWhom> of(List<String> addresses, boolean configured) {
        Optional<Set<Address>> named = Addresses.parse(addresses);
        return named.map(set -> new ForWhom(set, !configured));
    }

    Set<Address> recipients(MessageSource message, Gateway gateway) throws IOException {
        if (!named.isEmpty()) {
            return named;
        }
        Set<Address> shown = anybody ? Set.of() : shown(message);
        return shown.isEmpty() ? Set.of(gateway.postmaster()) : shown;
    }

    private static Set<Address> shown(MessageSource message) throws IOException {
        try {
            return new LinkedHashSet<>(RawMessage.scan(message).visibleRecipients());
        } catch (UnreadableMessageException e) {
            return Set.of();
        }
    }
}
