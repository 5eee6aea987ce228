package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.smimegate.core.outcome.Address;

/**
 * For whom a certificate speaks (DESIGN: coverage): its rfc822Names, its dNSNames as domains ({@code example.org} that
 * domain only, {@code *.example.org} exactly one label more), plus what the administrator adds with {@code for}.
 *
 * @param addresses exact addresses
 * @param domains lower case domains or {@code *.domain}
 * @param everyone {@code for="*"}
 */
public record Coverage(Set<Address> addresses, Set<String> domains, boolean everyone) {
    public Coverage {
        addresses = Set.copyOf(addresses);
        domains = Set.copyOf(domains);
    }

    /**
     * What the certificate's SAN says.
     *
     * @param domainCertificates whether dNSNames count
     */
    public static Coverage of(X509Certificate certificate, boolean domainCertificates) {
        throw new UnsupportedOperationException();
    }

    /** This coverage and addresses, domains or {@code *} added by the administrator; unreadable entries are refused. */
    public Coverage plus(List<String> added) {
        throw new UnsupportedOperationException();
    }

    public boolean covers(Address address) {
        return coversExactly(address) || coversDomain(address.domain()) || everyone;
    }

    /** By address, not by domain. */
    public boolean coversExactly(Address address) {
        return addresses.contains(address);
    }

    /** By domain. */
    public boolean coversDomain(String domain) {
        throw new UnsupportedOperationException();
    }
}
