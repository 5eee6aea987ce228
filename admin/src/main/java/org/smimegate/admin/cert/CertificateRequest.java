package org.smimegate.admin.cert;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * Whom a certificate is for.
 *
 * @param addresses SAN rfc822Names: only these senders
 * @param domains SAN dNSNames: every sender of these mail domains ({@code example.org}, {@code *.example.org})
 * @param validity from now on
 */
public record CertificateRequest(X500Name subject, List<String> addresses, List<String> domains, Duration validity) {
    public CertificateRequest {
        addresses = List.copyOf(addresses);
        domains = List.copyOf(domains);
    }

    /** A certificate for a whole mail domain, named after it. */
    public static CertificateRequest forDomain(String organisation, String domain, Duration validity) {
        return new CertificateRequest(
                new X500Name("CN=" + domain + ",O=" + organisation), List.of(), List.of(domain), validity);
    }

    boolean hasNames() {
        return !addresses.isEmpty() || !domains.isEmpty();
    }

    GeneralNames names() {
        var mailboxes = addresses.stream().map(address -> new GeneralName(GeneralName.rfc822Name, address));
        var hosts = domains.stream().map(domain -> new GeneralName(GeneralName.dNSName, domain));
        return new GeneralNames(Stream.concat(mailboxes, hosts).toArray(GeneralName[]::new));
    }
}
