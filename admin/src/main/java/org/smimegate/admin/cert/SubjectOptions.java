package org.smimegate.admin.cert;

import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whom the certificate is for. */
final class SubjectOptions {
    private static final int MAX_DAYS = 36_500;

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
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "730",
            description = "How long it is valid; default: ${DEFAULT-VALUE}.")
    private int days;

    CertificateRequest request() {
        if (domains.isEmpty() && addresses.isEmpty()) {
            throw usage("--domain or --email: none (expected: at least one, or the certificate speaks for nobody)");
        }
        if (days < 1 || days > MAX_DAYS) {
            throw usage("--days: " + days + " (expected: 1 to " + MAX_DAYS + ")");
        }
        checkNames();
        return new CertificateRequest(subject().build(), addresses, domains, Duration.ofDays(days));
    }

    private void checkNames() {
        for (String address : addresses) {
            if (org.smimegate.core.outcome.Address.parse(address).isEmpty() || !isAscii(address)) {
                throw usage("--email: " + address + " (expected: an address such as alice@example.org)");
            }
        }
        for (String domain : domains) {
            if (!domain.matches(
                    "(\\*\\.)?([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")) {
                throw usage("--domain: " + domain + " (expected: a domain such as example.org or *.example.org)");
            }
        }
        if (country != null && !country.matches("[A-Za-z]{2}")) {
            throw usage("--c: " + country + " (expected: a country code of two letters, such as DE)");
        }
    }

    private X500NameBuilder subject() {
        var name = new X500NameBuilder(BCStyle.INSTANCE);
        add(name, BCStyle.C, country);
        add(name, BCStyle.ST, state);
        add(name, BCStyle.L, locality);
        add(name, BCStyle.O, organisation);
        add(name, BCStyle.OU, unit);
        add(name, BCStyle.CN, commonName == null ? firstName() : commonName);
        return name;
    }

    private String firstName() {
        return domains.isEmpty() ? addresses.get(0) : domains.get(0);
    }

    private static void add(X500NameBuilder name, ASN1ObjectIdentifier type, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            name.addRDN(type, value);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
