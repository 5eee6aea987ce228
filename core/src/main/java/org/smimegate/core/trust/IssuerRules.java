package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x509.Extension;

/** What a path must hold beyond the JDK's rules: known critical extensions, issuers that may issue for mail. */
final class IssuerRules {
    /** Critical extensions that the JDK or we act on (RFC 5280 section 4.2). */
    private static final Set<String> KNOWN = Set.of(
            Extension.keyUsage.getId(),
            Extension.basicConstraints.getId(),
            Extension.subjectAlternativeName.getId(),
            Extension.extendedKeyUsage.getId(),
            Extension.nameConstraints.getId(),
            Extension.certificatePolicies.getId(),
            Extension.policyMappings.getId(),
            Extension.policyConstraints.getId(),
            Extension.inhibitAnyPolicy.getId());

    private IssuerRules() {}

    static Optional<Problem> check(List<X509Certificate> path) {
        List<X509Certificate> issuers = path.subList(1, path.size());
        return first(path, IssuerRules::checkCritical)
                .or(() -> first(issuers, IssuerRules::checkIsCa))
                .or(() -> first(issuers.subList(0, Math.max(0, issuers.size() - 1)), LeafRules::checkPurpose));
    }

    static Optional<Problem> checkCritical(X509Certificate certificate) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        Set<String> unknown = new TreeSet<>(critical == null ? Set.of() : critical);
        unknown.removeAll(KNOWN);
        return unknown.isEmpty()
                ? Optional.empty()
                : untrusted(certificate, "has critical extensions that nobody here knows: " + unknown);
    }

    /** The JDK asks this of intermediates only. A version 1 anchor cannot say it; the administrator did. */
    static Optional<Problem> checkIsCa(X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        boolean ca = issuer.getVersion() < 3 || issuer.getBasicConstraints() >= 0;
        boolean mayCertify = usage == null || KeyUsageBit.KEY_CERT_SIGN.in(usage);
        return ca && mayCertify
                ? Optional.empty()
                : untrusted(issuer, "issued a certificate but is not a CA that may (basicConstraints, keyCertSign)");
    }

    private interface Rule {
        Optional<Problem> check(X509Certificate certificate);
    }

    private static Optional<Problem> first(List<X509Certificate> certificates, Rule rule) {
        return certificates.stream().flatMap(c -> rule.check(c).stream()).findFirst();
    }

    private static Optional<Problem> untrusted(X509Certificate certificate, String what) {
        return Optional.of(Problem.untrusted(Certificates.quoted(certificate) + " " + what));
    }
}
