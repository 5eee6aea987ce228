package org.smimegate.admin.cert;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Whether names are host names: letters, digits and hyphens (RFC 1123 section 2.1), international labels as A-labels.
 * DNS is not asked: a certificate is often made before its names are there, and mail domains need no host.
 */
final class HostNames {
    private static final int MAX_LENGTH = 253;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final String WILDCARD = "*.";
    private static final String EXPECTED =
            " (expected by --fqdn-check: a host name of at least two labels, such as mail.example.org or *.example.org)";

    private HostNames() {}

    /** One label or several, without {@code *.}. */
    static boolean isHostName(String name) {
        return name.length() <= MAX_LENGTH
                && Arrays.stream(name.split("\\.", -1))
                        .allMatch(label -> LABEL.matcher(label).matches());
    }

    /** A host name of at least two labels, the last not a number (an IP address is no name); or one after {@code *.}. */
    static boolean isFullyQualified(String name) {
        String host = name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf('.') > 0
                && isHostName(host)
                && !DIGITS.matcher(last).matches();
    }

    /** The first common name or domain that is not fully qualified, with what was expected; empty if all are. */
    static Optional<String> problem(X500Name subject, List<String> domains) {
        Optional<String> commonName = commonNames(subject)
                .filter(name -> !isFullyQualified(name))
                .map(name -> "CN: " + name + EXPECTED)
                .findFirst();
        return commonName.or(() -> domains.stream()
                .filter(domain -> !isFullyQualified(domain))
                .map(domain -> "SAN dNSName: " + domain + EXPECTED)
                .findFirst());
    }

    private static java.util.stream.Stream<String> commonNames(X500Name subject) {
        return Arrays.stream(subject.getRDNs(BCStyle.CN))
                .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(BCStyle.CN))
                .map(attribute -> attribute.getValue() instanceof ASN1String text ? text.getString() : "(unreadable)");
    }
}
