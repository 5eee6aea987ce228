package org.smimegate.core.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Reason;

/**
 * The JDK's judgement of one chain (RFC 5280 section 6). It gets exactly the certificates of that chain, so its search
 * cannot run away, and no store that would fetch anything.
 */
final class JdkPath {
    /** Would make the JDK fetch URLs that strangers put into certificates (rule 9). */
    private static final String FETCH_ISSUERS = "com.sun.security.enableAIAcaIssuers";

    private static final String PROVIDER = "SUN";

    private JdkPath() {}

    /** @throws IllegalStateException this JVM is told to fetch URLs found in certificates */
    static void refuseFetching() {
        if (Boolean.getBoolean(FETCH_ISSUERS)) {
            throw new IllegalStateException("system property " + FETCH_ISSUERS
                    + ": true (expected: not set, for then Java fetches URLs that strangers put into certificates)");
        }
    }

    /** @param path from the target to the anchor; an anchor alone needs no path */
    static Optional<Problem> check(List<X509Certificate> path, PolicyInputs policies, Instant at) {
        if (path.size() == 1) {
            return Optional.empty();
        }
        try {
            PKIXBuilderParameters parameters = parameters(path, policies, at);
            return build(parameters).map(failure -> explain(path, parameters).orElse(failure));
        } catch (GeneralSecurityException e) {
            return Optional.of(Problem.untrusted("the path cannot be checked: " + Printable.of(e.toString(), 200)));
        }
    }

    private static Optional<Problem> build(PKIXBuilderParameters parameters) throws GeneralSecurityException {
        try {
            CertPathBuilder.getInstance("PKIX", PROVIDER).build(parameters);
            return Optional.empty();
        } catch (CertPathBuilderException e) {
            return Optional.of(
                    Problem.untrusted("no valid path: " + Printable.of(String.valueOf(e.getMessage()), 200)));
        }
    }

    private static PKIXBuilderParameters parameters(List<X509Certificate> path, PolicyInputs policies, Instant at)
            throws GeneralSecurityException {
        TrustAnchor anchor = new TrustAnchor(path.get(path.size() - 1), null);
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(path.get(0));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(anchor), target);
        parameters.setDate(Date.from(at));
        parameters.setMaxPathLength(PathSearch.MAX_INTERMEDIATES);
        parameters.setRevocationEnabled(false);
        parameters.setPolicyQualifiersRejected(false);
        parameters.setInitialPolicies(policies.policies());
        parameters.setExplicitPolicyRequired(policies.explicit());
        parameters.setPolicyMappingInhibited(policies.noMapping());
        parameters.setAnyPolicyInhibited(policies.noAnyPolicy());
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(below(path))));
        return parameters;
    }

    /** The builder only says that there is no path; the validator says why. */
    private static Optional<Problem> explain(List<X509Certificate> path, PKIXBuilderParameters parameters) {
        try {
            CertPath chain = CertificateFactory.getInstance("X.509", PROVIDER).generateCertPath(below(path));
            CertPathValidator.getInstance("PKIX", PROVIDER).validate(chain, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            X509Certificate culprit = path.get(Math.max(0, e.getIndex()));
            return Optional.of(new Problem(reason(e), Certificates.quoted(culprit) + ": " + words(e)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Reason reason(CertPathValidatorException e) {
        if (e.getReason() instanceof CertPathValidatorException.BasicReason basic) {
            return switch (basic) {
                case ALGORITHM_CONSTRAINED -> Reason.WEAK_ALGORITHM;
                case EXPIRED -> Reason.EXPIRED;
                case NOT_YET_VALID -> Reason.NOT_YET_VALID;
                default -> Reason.UNTRUSTED;
            };
        }
        return Reason.UNTRUSTED;
    }

    private static String words(CertPathValidatorException e) {
        if (e.getReason() instanceof PKIXReason reason) {
            return switch (reason) {
                case PATH_TOO_LONG -> "stands deeper than the path length of a CA above it allows";
                case INVALID_NAME -> "the name constraints of a CA above it forbid its names";
                case NOT_CA_CERT -> "issued a certificate but is not a CA";
                case INVALID_KEY_USAGE -> "issued a certificate but its key usage forbids that";
                case INVALID_POLICY -> "the certificate policies that a CA above it demands do not hold";
                case UNRECOGNIZED_CRIT_EXT -> "has a critical extension that nobody here knows";
                default -> Printable.of(String.valueOf(e.getMessage()), 200);
            };
        }
        return Printable.of(String.valueOf(e.getMessage()), 200);
    }

    private static List<X509Certificate> below(List<X509Certificate> path) {
        return path.subList(0, path.size() - 1);
    }
}
