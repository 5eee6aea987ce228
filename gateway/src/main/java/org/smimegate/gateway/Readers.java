package org.smimegate.gateway;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.outcome.Address;

/**
 * Who shall be able to read an encrypted message.
 *
 * @param recipients in the order of the envelope
 * @param named lookup keys of those whom the message itself names as recipients
 * @param sender reads what visible recipients get; empty if not wanted or if no certificate is known
 */
record Readers(Map<Address, EncryptionRecipient> recipients, Set<String> named, Optional<EncryptionRecipient> sender) {
    static Readers of(
            Map<Address, EncryptionRecipient> recipients,
            Collection<Address> visible,
            Optional<EncryptionRecipient> sender) {
        return new Readers(recipients, visible.stream().map(Address::lookupKey).collect(Collectors.toSet()), sender);
    }

    /** Header and envelope may differ in the case of the local part; that makes nobody hidden. */
    boolean isVisible(Address recipient) {
        return named.contains(recipient.lookupKey());
    }
}
