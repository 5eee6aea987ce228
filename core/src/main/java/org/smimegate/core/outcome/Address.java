package org.smimegate.core.outcome;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mailbox address without display name (RFC 5321 Mailbox). The domain is kept in the form of {@link DomainName}; the
 * local part is kept as it is, for RFC 5280 section 7.5 compares it exactly, but for quotes around what needs none
 * (RFC 5321 section 4.1.2: {@code "alice"} is {@code alice}).
 */
public record Address(String localPart, String domain) {
    /** Twice what RFC 5321 section 4.5.3.1 allows; also keeps the patterns below from deep recursion. */
    private static final int MAX_LENGTH = 640;

    /** RFC 5321 Dot-string, RFC 6531 for what is not ASCII; dots may stand anywhere, as they do in real addresses. */
    private static final String ATOMS = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\\-\\x{A0}-\\x{10FFFF}]+";

    private static final Pattern NEEDLESS_QUOTES = Pattern.compile("\"" + ATOMS + "\"");
    private static final Pattern LOCAL_PART = Pattern.compile(ATOMS + "|\"([^\"\\\\]|\\\\.)+\"");
    private static final Pattern DOMAIN = Pattern.compile(
            "[A-Za-z0-9_\\-\\x{A0}-\\x{10FFFF}]+(\\.[A-Za-z0-9_\\-\\x{A0}-\\x{10FFFF}]+)*|\\[[A-Za-z0-9:.]+]");

    public Address {
        if (localPart.isEmpty() || domain.isEmpty()) {
            throw new IllegalArgumentException("address: empty local part or domain");
        }
        domain = DomainName.normal(domain);
        if (NEEDLESS_QUOTES.matcher(localPart).matches()) {
            localPart = localPart.substring(1, localPart.length() - 1);
        }
    }

    /** Reads {@code local@domain}; empty if that is not one plain address (blank, control, comma, second @ ...). */
    public static Optional<Address> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || text.length() > MAX_LENGTH || text.codePoints().anyMatch(Address::forbidden)) {
            return Optional.empty();
        }
        String localPart = text.substring(0, at);
        String domain = text.substring(at + 1);
        if (!LOCAL_PART.matcher(localPart).matches() || !DOMAIN.matcher(domain).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Address(localPart, domain));
    }

    /**
     * What is equal for two addresses that differ in the case of ASCII letters of the local part only. Good for finding
     * a recipient's certificate, never for believing a sender.
     */
    public String lookupKey() {
        return localPart
                .codePoints()
                .map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('@')
                .append(domain)
                .toString();
    }

    /** As {@code equals} but for ASCII case, see {@link #lookupKey()}. */
    public boolean equalsIgnoringCase(Address other) {
        return lookupKey().equals(other.lookupKey());
    }

    private static boolean forbidden(int c) {
        return Character.isISOControl(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
