package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;

/**
 * All rules on one chain that leads to an anchor. Dates come last: EXPIRED and NOT_YET_VALID say that nothing else is
 * wrong, so that who accepts expired certificates does not accept more with them.
 */
final class PathJudge {
    private static final List<Reason> RANK = List.of(
            Reason.EXPIRED, Reason.NOT_YET_VALID, Reason.BAD_KEY_USAGE, Reason.WEAK_ALGORITHM, Reason.UNTRUSTED);

    /** Of several chains refused, the one that only a date keeps from being good tells most, then the best built. */
    static final Comparator<TrustDecision.Refused> LEAST_WRONG_FIRST =
            Comparator.comparing(refused -> RANK.indexOf(refused.reason()));

    private final AlgorithmRules algorithms;
    private final AddressConstraints constraints;
    private final PolicyInputs policies;
    private final LeafCheck leafCheck;

    /** What is asked of the certificate at the end of the path. */
    interface LeafCheck {
        Optional<Problem> check(X509Certificate leaf, CertificateUse use);
    }

    PathJudge(AlgorithmPolicy policy) {
        this(policy, PolicyInputs.ANY, LeafRules::check);
    }

    PathJudge(AlgorithmPolicy policy, PolicyInputs policies, LeafCheck leafCheck) {
        this.algorithms = new AlgorithmRules(policy);
        this.constraints = new AddressConstraints(policy.domainCertificates());
        this.policies = policies;
        this.leafCheck = leafCheck;
    }

    boolean isComputable(X509Certificate issuer) {
        return algorithms.isComputable(issuer);
    }

    Optional<Problem> check(List<X509Certificate> path, CertificateUse use, Instant at) {
        Optional<Problem> dates = DateRules.check(path, at);
        Instant time = dates.flatMap(d -> DateRules.commonTime(path)).orElse(at);
        return algorithms
                .check(path)
                .or(() -> IssuerRules.check(path))
                .or(() -> constraints.check(path))
                .or(() -> leafCheck.check(path.get(0), use))
                .or(() -> JdkPath.check(path, policies, time).filter(p -> dates.isEmpty() || !isDate(p)))
                .or(() -> dates);
    }

    /** The rules on a path to one who signs revocation lists; usage is the asker's business. */
    Optional<Problem> checkIssuer(List<X509Certificate> path, Instant at) {
        return algorithms
                .check(path)
                .or(() -> IssuerRules.check(path))
                .or(() -> JdkPath.check(path, PolicyInputs.ANY, at))
                .or(() -> DateRules.check(path, at));
    }

    AlgorithmRules algorithms() {
        return algorithms;
    }

    private static boolean isDate(Problem problem) {
        return problem.reason() == Reason.EXPIRED || problem.reason() == Reason.NOT_YET_VALID;
    }
}
