package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;

/**
 * For whom a certificate speaks (DESIGN: coverage): the rfc822Names and SmtpUTF8Mailboxes of its subjectAltName, its
 * dNSNames as domains ({@code example.org} that domain only, {@code *.example.org} exactly one label more), plus what
 * the administrator adds with {@code for}.
 *
 * <p>The subject's emailAddress attribute gives no coverage. RFC 8550 section 3 lets receivers read it, but name
 * constraints bind it only in part and CAs have long put addresses into the subjectAltName; for an old certificate
 * without one the administrator says {@code for}.
 *
 * @param addresses exact addresses
 * @param domains patterns in the form of {@link DomainName#pattern}
 * @param everyone {@code for="*"}
 */
public record Coverage(Set<Address> addresses, Set<String> domains, boolean everyone) {
    private static final String EVERYONE = "*";

    public Coverage {
        addresses = Set.copyOf(addresses);
        domains = Set.copyOf(domains);
    }

    /** Nobody. */
    public static Coverage none() {
        return new Coverage(Set.of(), Set.of(), false);
    }

    /**
     * What the certificate's SAN says; whatever cannot be read there does not count.
     *
     * @param domainCertificates whether dNSNames count
     */
    public static Coverage of(X509Certificate certificate, boolean domainCertificates) {
        SubjectNames names = SubjectNames.of(certificate);
        Set<Address> addresses = new HashSet<>(names.mailboxes());
        addresses.addAll(names.utf8Mailboxes());
        return new Coverage(addresses, domainCertificates ? names.domains() : Set.of(), false);
    }

    /**
     * This coverage and what the administrator adds.
     *
     * @param added addresses, domains, {@code *.domain} or {@code *}
     * @throws IllegalArgumentException one of them is none of these; the message says which
     */
    public Coverage plus(List<String> added) {
        Set<Address> moreAddresses = new HashSet<>(addresses);
        Set<String> moreDomains = new HashSet<>(domains);
        boolean all = everyone;
        for (String entry : added) {
            if (entry.equals(EVERYONE)) {
                all = true;
            } else if (entry.indexOf('@') >= 0) {
                moreAddresses.add(Address.parse(entry).orElseThrow(() -> unreadable(entry)));
            } else {
                moreDomains.add(DomainName.pattern(entry).orElseThrow(() -> unreadable(entry)));
            }
        }
        return new Coverage(moreAddresses, moreDomains, all);
    }

    public boolean covers(Address address) {
        return coversExactly(address) || coversDomain(address.domain()) || everyone;
    }

    /** By address, not by domain. The local part must be the same letter for letter (RFC 5280 section 7.5). */
    public boolean coversExactly(Address address) {
        return addresses.contains(address);
    }

    /**
     * By address, but upper and lower case ASCII letters of the local part are the same: for finding a recipient's
     * certificate under an address that somebody typed. Never for a sender.
     */
    public boolean coversIgnoringCase(Address address) {
        return addressIgnoringCase(address).isPresent();
    }

    /** The covered address that equals this one but for ASCII case in the local part. */
    public Optional<Address> addressIgnoringCase(Address address) {
        if (coversExactly(address)) {
            return Optional.of(address);
        }
        return addresses.stream().filter(address::equalsIgnoringCase).findFirst();
    }

    /** By domain. */
    public boolean coversDomain(String domain) {
        return DomainName.matches(domains, domain);
    }

    private static IllegalArgumentException unreadable(String entry) {
        return new IllegalArgumentException(
                "for: " + entry + " (expected: an address, a domain, *. before a domain of at least two labels, or *)");
    }
}
