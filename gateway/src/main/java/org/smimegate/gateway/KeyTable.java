package org.smimegate.gateway;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.KeyLookup;
import org.smimegate.keys.RecipientKeys;

/**
 * What is known about the recipients' keys.
 *
 * @param found whom can be encrypted to
 * @param missing who has no key, and why
 * @param trouble present if some key cannot be looked up just now; nothing may then be decided
 */
record KeyTable(Map<Address, EncryptionRecipient> found, Map<Address, String> missing, Optional<String> trouble) {
    /** Stops at the first trouble. */
    static KeyTable lookUp(RecipientKeys keys, Set<Address> recipients, Instant at) {
        Map<Address, EncryptionRecipient> found = new LinkedHashMap<>();
        Map<Address, String> missing = new LinkedHashMap<>();
        for (Address recipient : recipients) {
            KeyLookup lookup = keys.find(recipient, at);
            if (lookup instanceof KeyLookup.Unavailable unavailable) {
                return new KeyTable(found, missing, Optional.of(recipient + ": " + unavailable.detail()));
            }
            if (lookup instanceof KeyLookup.Found hit) {
                found.put(recipient, hit.recipient());
            } else if (lookup instanceof KeyLookup.Missing miss) {
                missing.put(recipient, miss.detail());
            }
        }
        return new KeyTable(found, missing, Optional.empty());
    }

    boolean complete() {
        return missing.isEmpty();
    }
}
