package org.smimegate.admin.cert;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/** The extensions of a certificate (RFC 5280 section 4.2) that the JDK does not decode. */
public record CertificateExtensions(X509Certificate certificate) {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("2.5.29.9", "subjectDirectoryAttributes"),
            Map.entry("2.5.29.14", "subjectKeyIdentifier"),
            Map.entry("2.5.29.15", "keyUsage"),
            Map.entry("2.5.29.16", "privateKeyUsagePeriod"),
            Map.entry("2.5.29.17", "subjectAltName"),
            Map.entry("2.5.29.18", "issuerAltName"),
            Map.entry("2.5.29.19", "basicConstraints"),
            Map.entry("2.5.29.30", "nameConstraints"),
            Map.entry("2.5.29.31", "cRLDistributionPoints"),
            Map.entry("2.5.29.32", "certificatePolicies"),
            Map.entry("2.5.29.33", "policyMappings"),
            Map.entry("2.5.29.35", "authorityKeyIdentifier"),
            Map.entry("2.5.29.36", "policyConstraints"),
            Map.entry("2.5.29.37", "extendedKeyUsage"),
            Map.entry("2.5.29.46", "freshestCRL"),
            Map.entry("2.5.29.54", "inhibitAnyPolicy"),
            Map.entry("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"),
            Map.entry("1.3.6.1.5.5.7.1.3", "qcStatements"),
            Map.entry("1.2.840.113549.1.9.15", "sMIMECapabilities"),
            Map.entry("1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestamps"));
    private static final Map<String, String> ACCESS =
            Map.of("1.3.6.1.5.5.7.48.1", "ocsp", "1.3.6.1.5.5.7.48.2", "caIssuers");
    /** Whom a public CA validated (CA/Browser Forum, S/MIME baseline requirements section 7.1.6.1). */
    private static final Map<String, String> VALIDATED =
            Map.of("1", "mailbox", "2", "organisation", "3", "sponsor", "4", "individual");

    private static final String VALIDATED_POLICY = "2.23.140.1.5.";
    private static final String ANY_POLICY = "2.5.29.32.0";

    Optional<String> subjectKeyIdentifier() {
        return text(
                "2.5.29.14",
                value -> Asn1.hex(SubjectKeyIdentifier.getInstance(value).getKeyIdentifier()));
    }

    /** In hex, or issuer and serial number. */
    public Optional<String> authorityKeyIdentifier() {
        return text("2.5.29.35", CertificateExtensions::authority);
    }

    /** The key identifier, or issuer and serial number. */
    private static String authority(byte[] value) {
        var authority = AuthorityKeyIdentifier.getInstance(value);
        byte[] key = authority.getKeyIdentifierOctets();
        if (key != null) {
            return Asn1.hex(key);
        }
        return String.join(", ", names(authority.getAuthorityCertIssuer())) + " serial "
                + authority.getAuthorityCertSerialNumber().toString(16);
    }

    /** Where its revocation lists are, as {@code uri:...}. */
    public List<String> crlDistributionPoints() {
        return list(
                "2.5.29.31",
                value -> Arrays.stream(CRLDistPoint.getInstance(value).getDistributionPoints())
                        .flatMap(CertificateExtensions::point)
                        .toList());
    }

    private static Stream<String> point(DistributionPoint point) {
        DistributionPointName name = point.getDistributionPoint();
        if (name == null) {
            return point.getCRLIssuer() == null ? Stream.of() : names(point.getCRLIssuer()).stream();
        }
        return name.getType() == DistributionPointName.FULL_NAME
                ? names(GeneralNames.getInstance(name.getName())).stream()
                : Stream.of("relative to the issuer: " + Asn1.hex(name.getName()));
    }

    /** The issuer's services, as {@code ocsp uri:...}, {@code caIssuers uri:...}. */
    public List<String> authorityInformationAccess() {
        return list(
                "1.3.6.1.5.5.7.1.1",
                value -> Arrays.stream(
                                AuthorityInformationAccess.getInstance(value).getAccessDescriptions())
                        .map(CertificateExtensions::access)
                        .toList());
    }

    private static String access(AccessDescription access) {
        String method = access.getAccessMethod().getId();
        return ACCESS.getOrDefault(method, method) + " " + GeneralNameText.of(access.getAccessLocation());
    }

    List<String> policies() {
        return list(
                "2.5.29.32",
                value -> Arrays.stream(CertificatePolicies.getInstance(value).getPolicyInformation())
                        .map(CertificateExtensions::policy)
                        .toList());
    }

    private static String policy(PolicyInformation policy) {
        String oid = policy.getPolicyIdentifier().getId();
        if (oid.equals(ANY_POLICY)) {
            return oid + " (any)";
        }
        String[] arcs = oid.startsWith(VALIDATED_POLICY)
                ? oid.substring(VALIDATED_POLICY.length()).split("\\.", -1)
                : new String[] {""};
        String validated = VALIDATED.get(arcs[0]);
        return validated == null ? oid : oid + " (" + validated + " validated)";
    }

    /** {@code permitted} and {@code excluded}; empty if there are none. */
    Map<String, List<String>> nameConstraints() {
        return Asn1.extension(
                certificate,
                "2.5.29.30",
                CertificateExtensions::constraints,
                Map.of(),
                Map.of("permitted", List.of(Asn1.UNREADABLE)));
    }

    private static Map<String, List<String>> constraints(byte[] value) {
        var constraints = NameConstraints.getInstance(value);
        Map<String, List<String>> map = new LinkedHashMap<>();
        map.put("permitted", subtrees(constraints.getPermittedSubtrees()));
        map.put("excluded", subtrees(constraints.getExcludedSubtrees()));
        return map;
    }

    private static List<String> subtrees(GeneralSubtree @Nullable [] subtrees) {
        return subtrees == null
                ? List.of()
                : Arrays.stream(subtrees)
                        .map(subtree -> GeneralNameText.of(subtree.getBase()))
                        .toList();
    }

    /** All of them: {@code oid}, {@code critical}, and {@code name} or, where it is not known here, {@code value}. */
    List<Map<String, Object>> all() {
        List<Map<String, Object>> all = new ArrayList<>();
        oids(certificate.getCriticalExtensionOIDs()).forEach(oid -> all.add(described(oid, true)));
        oids(certificate.getNonCriticalExtensionOIDs()).forEach(oid -> all.add(described(oid, false)));
        return all;
    }

    private Map<String, Object> described(String oid, boolean critical) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("oid", oid);
        map.put("critical", critical);
        String name = NAMES.get(oid);
        if (name != null) {
            map.put("name", name);
        } else {
            byte[] value = Asn1.extension(certificate, oid);
            map.put("value", value == null ? Asn1.UNREADABLE : Asn1.hex(value));
        }
        return map;
    }

    private Optional<String> text(String oid, Function<byte[], String> reader) {
        return Asn1.extension(
                certificate,
                oid,
                value -> Optional.of(reader.apply(value)),
                Optional.empty(),
                Optional.of(Asn1.UNREADABLE));
    }

    private List<String> list(String oid, Function<byte[], List<String>> reader) {
        return Asn1.extension(certificate, oid, reader, List.of(), List.of(Asn1.UNREADABLE));
    }

    private static List<String> names(GeneralNames names) {
        return Arrays.stream(names.getNames()).map(GeneralNameText::of).toList();
    }

    private static Set<String> oids(@Nullable Set<String> oids) {
        return oids == null ? Set.of() : new TreeSet<>(oids);
    }
}
