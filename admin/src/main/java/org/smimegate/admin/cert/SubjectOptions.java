package org.smimegate.admin.cert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whom the certificate is for. */
final class SubjectOptions {
    /** Upper bounds of RFC 5280 appendix A.1. */
    private static final int MAX_NAME = 64;

    private static final int MAX_PLACE = 128;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--domain",
            split = ",",
            paramLabel = "DOMAIN",
            description = "Mail domains whose users it speaks for: example.org, *.example.org (SAN dNSName).")
    private List<String> domains = List.of();

    @Option(
            names = "--email",
            split = ",",
            paramLabel = "ADDRESS",
            description = "Single addresses it speaks for (SAN rfc822Name).")
    private List<String> addresses = List.of();

    @Option(names = "--cn", paramLabel = "NAME", description = "Common name; default: the first domain or address.")
    private @Nullable String commonName;

    @Option(names = "--o", paramLabel = "NAME", description = "Organisation.")
    private @Nullable String organisation;

    @Option(names = "--ou", paramLabel = "NAME", description = "Organisational unit.")
    private @Nullable String unit;

    @Option(names = "--l", paramLabel = "NAME", description = "Locality.")
    private @Nullable String locality;

    @Option(names = "--st", paramLabel = "NAME", description = "State or province.")
    private @Nullable String state;

    @Option(names = "--c", paramLabel = "CODE", description = "Country, two letters.")
    private @Nullable String country;

    @Option(
            names = "--fqdn-check",
            description = "Refuse unless the common name and every domain are host names of at least two labels.")
    private boolean fqdnCheck;

    CertificateRequest request(Duration validity) {
        if (domains.isEmpty() && addresses.isEmpty()) {
            throw usage("--domain or --email: none (expected: at least one, or the certificate speaks for nobody)");
        }
        List<String> hosts = each("--domain", domains, SubjectOptions::domain, "example.org or *.example.org");
        List<String> mailboxes = each("--email", addresses, SubjectOptions::mailbox, "alice@example.org");
        X500Name subject = subject(hosts.isEmpty() ? mailboxes.get(0) : hosts.get(0));
        if (fqdnCheck) {
            HostNames.problem(subject, hosts).ifPresent(problem -> {
                throw usage(problem);
            });
        }
        return new CertificateRequest(subject, mailboxes, hosts, validity);
    }

    private List<String> each(
            String option, List<String> values, Function<String, Optional<String>> reader, String example) {
        List<String> names = new ArrayList<>();
        for (String value : values) {
            String name = reader.apply(value.strip())
                    .orElseThrow(() -> usage(option + ": " + value + " (expected: such as " + example + ")"));
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Design: coverage. The underscore, which mail tolerates, is not for a dNSName (RFC 5280 section 4.2.1.6). */
    private static Optional<String> domain(String text) {
        return DomainName.pattern(text)
                .filter(pattern -> HostNames.isHostName(pattern.startsWith("*.") ? pattern.substring(2) : pattern));
    }

    /** An rfc822Name is ASCII (RFC 5280 section 4.2.1.6); international domains become A-labels. */
    private static Optional<String> mailbox(String text) {
        return Address.parse(text)
                .filter(address -> HostNames.isHostName(address.domain()))
                .map(Address::toString)
                .filter(address -> address.chars().allMatch(c -> c < 0x80));
    }

    private X500Name subject(String firstName) {
        var name = new X500NameBuilder(BCStyle.INSTANCE);
        if (country != null && !country.isBlank()) {
            name.addRDN(BCStyle.C, countryCode(country));
        }
        add(name, BCStyle.ST, "--st", state, MAX_PLACE);
        add(name, BCStyle.L, "--l", locality, MAX_PLACE);
        add(name, BCStyle.O, "--o", organisation, MAX_NAME);
        add(name, BCStyle.OU, "--ou", unit, MAX_NAME);
        boolean unnamed = commonName == null || commonName.isBlank();
        add(name, BCStyle.CN, "--cn", unnamed ? firstName : commonName, MAX_NAME);
        return name.build();
    }

    private String countryCode(String text) {
        if (!text.matches("[A-Za-z]{2}")) {
            throw usage("--c: " + text + " (expected: a country code of two letters, such as DE)");
        }
        return text.toUpperCase(Locale.ROOT);
    }

    private void add(
            X500NameBuilder name, ASN1ObjectIdentifier type, String option, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            return;
        }
        String text = value.strip();
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw usage(option + ": " + text + " (expected: at most " + maxLength + " characters)");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw usage(option + ": " + text + " (expected: no control characters)");
        }
        name.addRDN(type, text);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
