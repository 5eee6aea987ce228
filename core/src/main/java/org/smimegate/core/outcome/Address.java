package org.smimegate.core.outcome;

import java.util.Locale;
import java.util.Optional;

/**
 * A mailbox address without display name (RFC 5321 Mailbox). The domain is kept in lower case; the local part is kept
 * as it is, for RFC 5280 section 7.5 compares it exactly.
 */
public record Address(String localPart, String domain) {
    public Address {
        if (localPart.isEmpty() || domain.isEmpty()) {
            throw new IllegalArgumentException("address: empty local part or domain");
        }
        domain = domain.toLowerCase(Locale.ROOT);
    }

    /** Reads {@code local@domain}; empty if that is not one plain address (blank, control, no or a leading or trailing @). */
    public static Optional<Address> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1 || text.chars().anyMatch(Address::forbidden)) {
            return Optional.empty();
        }
        return Optional.of(new Address(text.substring(0, at), text.substring(at + 1)));
    }

    private static boolean forbidden(int c) {
        return c <= ' ' || c == 0x7f || c == '<' || c == '>' || Character.isISOControl(c);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
