package org.smimegate.keys;

import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Coverage;

/**
 * How a certificate covers a recipient. Unlike a sender, whose address a signature must state exactly (RFC 5280 section
 * 7.5), a recipient is found without regard to the case of the local part: people type addresses as they like.
 */
final class RecipientMatch {
    private RecipientMatch() {}

    static boolean exactly(Coverage coverage, Address recipient) {
        return coverage.coversExactly(recipient)
                || coverage.addresses().stream()
                        .anyMatch(a -> a.domain().equals(recipient.domain())
                                && a.localPart().equalsIgnoreCase(recipient.localPart()));
    }

    static boolean anyhow(Coverage coverage, Address recipient) {
        return coverage.everyone() || coverage.coversDomain(recipient.domain()) || exactly(coverage, recipient);
    }
}
