package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.Diagnosis.Finding;
import org.smimegate.core.trust.Diagnosis.Link;
import org.smimegate.core.trust.Diagnosis.Namesake;

/**
 * Tells everything that speaks against a certificate, for administrators who ask why it is not believed. It decides
 * nothing: that is {@link AnchoredTrust}'s, whose search and rules these are.
 */
public final class TrustDiagnosis {
    private final TrustIndex index;
    private final AlgorithmRules algorithms;
    private final PathFindings findings;

    public TrustDiagnosis(TrustStore store, AlgorithmPolicy policy) {
        this.index = new TrustIndex(store);
        this.algorithms = new AlgorithmRules(policy);
        this.findings = new PathFindings(policy);
    }

    /**
     * Explains a decision.
     *
     * @param decision what {@link AnchoredTrust} with the same store and policy made of the same question
     */
    public Diagnosis explain(
            TrustDecision decision, X509Certificate certificate, Companions others, CertificateUse use, Instant at) {
        X509Certificate target = TrustIndex.own(certificate).orElse(certificate);
        List<X509Certificate> path = decision.chain().isEmpty() ? List.of(target) : decision.chain();
        PathSearch search = search(target, others);
        boolean anchored = index.isAnchor(path.get(path.size() - 1));
        List<Finding> all = findings.of(path, anchored, use, at.truncatedTo(ChronoUnit.MILLIS));
        return new Diagnosis(
                links(path, search), anchored, missing(path, anchored, search), decidedFirst(decision, all, target));
    }

    private PathSearch search(X509Certificate target, Companions others) {
        List<X509Certificate> candidates = TrustIndex.own(others.certificates())
                .filter(c -> !c.equals(target))
                .distinct()
                .toList();
        return new PathSearch(index, candidates, algorithms::isComputable);
    }

    private static List<Link> links(List<X509Certificate> path, PathSearch search) {
        return IntStream.range(0, path.size())
                .mapToObj(i -> new Link(path.get(i), passedOver(path, i, search)))
                .toList();
    }

    private static List<Namesake> passedOver(List<X509Certificate> path, int index, PathSearch search) {
        X509Certificate link = path.get(index);
        Optional<X509Certificate> next = index + 1 < path.size() ? Optional.of(path.get(index + 1)) : Optional.empty();
        return search.named(link.getIssuerX500Principal()).stream()
                .filter(c -> !c.equals(link) && !Optional.of(c).equals(next))
                .map(c -> new Namesake(c, search.signed(c, link)))
                .toList();
    }

    private static Optional<X500Principal> missing(List<X509Certificate> path, boolean anchored, PathSearch search) {
        X509Certificate last = path.get(path.size() - 1);
        boolean known = anchored
                || search.isSelfSigned(last)
                || !search.named(last.getIssuerX500Principal()).isEmpty();
        return known ? Optional.empty() : Optional.of(last.getIssuerX500Principal());
    }

    private static List<Finding> decidedFirst(TrustDecision decision, List<Finding> found, X509Certificate target) {
        if (!(decision instanceof TrustDecision.Refused refused)) {
            return found;
        }
        Finding decisive = found.stream()
                .filter(finding -> finding.detail().equals(refused.detail()))
                .findFirst()
                .orElseGet(() -> new Finding(refused.reason(), refused.detail(), target));
        List<Finding> ordered = new ArrayList<>(List.of(decisive));
        found.stream().filter(finding -> !finding.equals(decisive)).forEach(ordered::add);
        return ordered;
    }
}
