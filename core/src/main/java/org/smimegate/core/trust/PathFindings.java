package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.Diagnosis.Finding;

/** All that the rules of {@link PathJudge} say against a chain, not only the first of it. */
final class PathFindings {
    private final AlgorithmRules algorithms;
    private final AddressConstraints constraints;

    PathFindings(AlgorithmPolicy policy) {
        this.algorithms = new AlgorithmRules(policy);
        this.constraints = new AddressConstraints(policy.domainCertificates());
    }

    /** @param anchored whether the last one is an anchor; if not, its signature is checked as any other's */
    List<Finding> of(List<X509Certificate> path, boolean anchored, CertificateUse use, Instant at) {
        Collected found = new Collected();
        checkLeaf(found, path.get(0), use);
        for (X509Certificate certificate : path) {
            boolean last = certificate.equals(path.get(path.size() - 1));
            checkEach(found, certificate, anchored && last, at);
        }
        for (X509Certificate issuer : path.subList(1, path.size())) {
            boolean anchor = anchored && issuer.equals(path.get(path.size() - 1));
            checkIssuer(found, issuer, anchor);
        }
        found.add(path.get(0), () -> constraints.check(path));
        if (anchored) {
            checkWhole(found, path, at);
        }
        return found.findings;
    }

    private static void checkLeaf(Collected found, X509Certificate leaf, CertificateUse use) {
        found.add(leaf, () -> LeafRules.checkKeyType(leaf, use));
        found.add(leaf, () -> LeafRules.checkKeyUsage(leaf, use));
        found.add(leaf, () -> LeafRules.checkPurpose(leaf));
        found.add(leaf, () -> LeafRules.checkNotCa(leaf));
    }

    private void checkEach(Collected found, X509Certificate certificate, boolean anchor, Instant at) {
        found.add(certificate, () -> DateRules.check(certificate, at));
        found.add(certificate, () -> algorithms.checkKey(certificate));
        found.add(certificate, () -> anchor ? Optional.empty() : algorithms.checkSignature(certificate));
        found.add(certificate, () -> IssuerRules.checkCritical(certificate));
    }

    private static void checkIssuer(Collected found, X509Certificate issuer, boolean anchor) {
        found.add(issuer, () -> IssuerRules.checkIsCa(issuer));
        found.add(issuer, () -> anchor ? Optional.empty() : LeafRules.checkPurpose(issuer));
    }

    /** The JDK names one reason; it counts unless ours say the same of the same certificate. */
    private static void checkWhole(Collected found, List<X509Certificate> path, Instant at) {
        Instant time = DateRules.check(path, at)
                .flatMap(d -> DateRules.commonTime(path))
                .orElse(at);
        found.add(
                path.get(0), () -> JdkPath.check(path, PolicyInputs.ANY, time).filter(problem -> !found.say(problem)));
    }

    private static final class Collected {
        private final List<Finding> findings = new ArrayList<>();

        /** Whatever the libraries throw at a hostile certificate speaks against it, too. */
        void add(X509Certificate about, Supplier<Optional<Problem>> rule) {
            Optional<Problem> problem;
            try {
                problem = rule.get();
            } catch (RuntimeException | StackOverflowError e) {
                problem = Optional.of(Problem.malformed(e));
            }
            problem.filter(p -> findings.stream().noneMatch(f -> f.detail().equals(p.detail())))
                    .ifPresent(p -> findings.add(new Finding(p.reason(), p.detail(), about)));
        }

        boolean say(Problem problem) {
            return findings.stream()
                            .anyMatch(f -> f.reason() == problem.reason()
                                    && problem.detail().startsWith(Certificates.quoted(f.certificate())))
                    || isDate(problem) && findings.stream().anyMatch(f -> isDate(f.reason()));
        }

        private static boolean isDate(Problem problem) {
            return isDate(problem.reason());
        }

        private static boolean isDate(Reason reason) {
            return reason == Reason.EXPIRED || reason == Reason.NOT_YET_VALID;
        }
    }
}
