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
    private final PathJudge judge;
    private final PathFindings findings;
    private final Optional<RevocationChecking> revocation;

    /** @param revocation empty: nobody looks at it */
    public TrustDiagnosis(TrustStore store, AlgorithmPolicy policy, Optional<RevocationChecking> revocation) {
        this.index = new TrustIndex(store);
        this.judge = new PathJudge(policy);
        this.findings = new PathFindings(policy);
        this.revocation = revocation;
    }

    /**
     * Explains a decision.
     *
     * @param decision what {@link AnchoredTrust} with the same store, policy and revocation made of the same question
     */
    public Diagnosis explain(
            TrustDecision decision, X509Certificate certificate, Companions others, CertificateUse use, Instant at) {
        X509Certificate target = TrustIndex.own(certificate).orElse(certificate);
        List<X509Certificate> candidates = candidates(others, target);
        List<X509Certificate> path = decision.chain().isEmpty() ? List.of(target) : decision.chain();
        PathSearch search = new PathSearch(index, candidates, judge::isComputable);
        boolean anchored = index.isAnchor(path.get(path.size() - 1));
        Instant time = at.truncatedTo(ChronoUnit.MILLIS);
        List<Finding> all = new ArrayList<>(findings.of(path, anchored, use, time));
        List<X509Certificate> unknown = new ArrayList<>();
        if (anchored && revocation.isPresent()) {
            Companions known = new Companions(candidates, others.lists());
            new PathRevocation(revocation.get(), index, judge)
                    .check(path, known, use, time, unknown)
                    .ifPresent(all::add);
        }
        return new Diagnosis(
                links(path, search),
                anchored,
                missing(path, anchored, search),
                unknown,
                decidedFirst(decision, all, target));
    }

    private static List<X509Certificate> candidates(Companions others, X509Certificate target) {
        return TrustIndex.own(others.certificates())
                .filter(c -> !c.equals(target))
                .distinct()
                .toList();
    }

    private static List<Link> links(List<X509Certificate> path, PathSearch search) {
        return IntStream.range(0, path.size())
                .mapToObj(i -> new Link(path.get(i), passedOver(path, i, search)))
                .toList();
    }

    private static List<Namesake> passedOver(List<X509Certificate> path, int index, PathSearch search) {
        X509Certificate link = path.get(index);
        Optional<X509Certificate> next = path.stream().skip(index + 1L).findFirst();
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
