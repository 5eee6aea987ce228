package org.smimegate.keys.keyring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.core.trust.Coverage;

/**
 * Whose an entry of the key ring is: an address, a domain ({@code example.org}, or {@code *.example.org} for exactly one
 * label more), or everybody ({@code *}, by hand only).
 *
 * @param text in the form that is compared: an address as {@link Address#lookupKey()}, a domain as {@link
 *     DomainName#pattern(String)} gives it
 */
public record Owner(String text) implements Comparable<Owner> {
    private static final String EVERYBODY = "*";

    /** That mailbox; the case of ASCII letters does not matter. */
    public static Owner of(Address address) {
        return new Owner(address.lookupKey());
    }

    /** @param pattern as {@link DomainName#pattern(String)} gives it */
    public static Owner ofDomain(String pattern) {
        return new Owner(pattern);
    }

    /** An address, a domain, {@code *.domain} or {@code *}; empty if it is none of these. */
    public static Optional<Owner> parse(String text) {
        if (text.equals(EVERYBODY)) {
            return Optional.of(new Owner(EVERYBODY));
        }
        return text.indexOf('@') >= 0
                ? Address.parse(text).map(Owner::of)
                : DomainName.pattern(text).map(Owner::new);
    }

    /** Everybody that a certificate with this coverage speaks for. */
    public static List<Owner> of(Coverage coverage) {
        Stream<Owner> addresses = coverage.addresses().stream().map(Owner::of);
        Stream<Owner> domains = coverage.domains().stream().map(Owner::ofDomain);
        Stream<Owner> everybody = coverage.everyone() ? Stream.of(new Owner(EVERYBODY)) : Stream.of();
        return Stream.of(addresses, domains, everybody)
                .flatMap(owners -> owners)
                .distinct()
                .sorted()
                .toList();
    }

    public boolean isAddress() {
        return text.indexOf('@') >= 0;
    }

    /** Whom an entry of this owner is for. */
    public Coverage coverage() {
        if (isAddress()) {
            return new Coverage(Set.of(Address.parse(text).orElseThrow()), Set.of(), false);
        }
        return text.equals(EVERYBODY)
                ? new Coverage(Set.of(), Set.of(), true)
                : new Coverage(Set.of(), Set.of(text), false);
    }

    @Override
    public int compareTo(Owner other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
