package org.smimegate.admin.cert;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smimegate.admin.console.Console;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.PinnedTrust;
import org.smimegate.core.trust.TrustDecision;

/** What this gateway could use a certificate for: dates, key and usage, judged as in mail; its issuer is not looked at. */
final class Fitness {
    private static final CertificateTrust RULES = new PinnedTrust(AlgorithmPolicy.year2026(true, true));

    private Fitness() {}

    /** Why it is not fit; empty if it is. */
    static Optional<String> problem(X509Certificate certificate, CertificateUse use, Instant at) {
        return RULES.check(certificate, List.of(), use, at) instanceof TrustDecision.Refused refused
                ? Optional.of(Console.printable(refused.detail()))
                : Optional.empty();
    }

    /** Two fields: whether it is fit, and if not, why. */
    static void put(Map<String, Object> view, String field, X509Certificate certificate, CertificateUse use) {
        Optional<String> problem = problem(certificate, use, Instant.now());
        view.put(field, problem.isEmpty());
        problem.ifPresent(why -> view.put(field + "Problem", why));
    }
}
