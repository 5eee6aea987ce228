package org.smimegate.core.trust;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.smimegate.core.policy.AlgorithmPolicy;

/**
 * Trust by path to the configured anchors: a bounded search for chains, the JDK's CertPathBuilder on each chain found,
 * our rules on top (rules 8 and 9). Nothing is fetched. A certificate that is itself an anchor still has to keep dates,
 * algorithms and usage.
 *
 * <p>Decisions are kept for the same question under the same trust store, as long as no date passes. Reading order:
 * {@link PathSearch}, {@link PathJudge}, {@link Explanation}.
 */
public final class AnchoredTrust implements CertificateTrust {
    private final Supplier<TrustStore> store;
    private final PathJudge judge;
    private final Optional<RevocationChecking> revocation;
    private volatile Loaded loaded = Loaded.of(TrustStore.of(List.of(), List.of()));

    /** What belongs to one trust store; a reloaded store starts with an empty cache. */
    private record Loaded(TrustStore store, TrustIndex index, PathCache<Paths> cache) {
        static Loaded of(TrustStore store) {
            return new Loaded(store, new TrustIndex(store), new PathCache<>());
        }
    }

    /**
     * What holds whatever becomes of revocation.
     *
     * @param good paths that keep all rules
     * @param decision without a look at revocation
     */
    private record Paths(List<List<X509Certificate>> good, TrustDecision decision) {}

    /**
     * @param store asked at each check, so that a reloaded store takes effect at once; must give the same object until
     *     then
     * @throws IllegalStateException this JVM is told to fetch URLs found in certificates
     */
    public AnchoredTrust(Supplier<TrustStore> store, AlgorithmPolicy policy, RevocationChecking revocation) {
        this(store, policy, Optional.of(revocation));
    }

    /** As the other, without a look at revocation. */
    public AnchoredTrust(Supplier<TrustStore> store, AlgorithmPolicy policy) {
        this(store, policy, Optional.empty());
    }

    private AnchoredTrust(Supplier<TrustStore> store, AlgorithmPolicy policy, Optional<RevocationChecking> revocation) {
        this(store, new PathJudge(policy), revocation);
    }

    AnchoredTrust(Supplier<TrustStore> store, PathJudge judge, Optional<RevocationChecking> revocation) {
        JdkPath.refuseFetching();
        this.store = store;
        this.judge = judge;
        this.revocation = revocation;
    }

    @Override
    public TrustDecision check(X509Certificate certificate, Companions others, CertificateUse use, Instant at) {
        try {
            return decide(
                    new Question(certificate, others.certificates(), use, at.truncatedTo(ChronoUnit.MILLIS)),
                    others.lists());
        } catch (CertificateEncodingException | RuntimeException | StackOverflowError e) {
            // The boundary for hostile certificates: whatever the libraries throw at them is not trust.
            return Problem.malformed(e).refuse(List.of());
        }
    }

    private TrustDecision decide(Question question, Collection<RevocationList> brought)
            throws CertificateEncodingException {
        Loaded now = current();
        X509Certificate target = TrustIndex.own(question.certificate()).orElseThrow();
        List<X509Certificate> candidates = candidates(question.others(), target);
        Paths paths = remembered(question, target, candidates, now);
        if (revocation.isEmpty() || paths.good().isEmpty()) {
            return paths.decision();
        }
        RevocationChecking checking = revocation.get();
        ListSigners signers = new ListSigners(now.index(), candidates, judge);
        RevocationJudge judgement =
                new RevocationJudge(checking.source(), brought, signers, judge.algorithms(), question.at());
        return judgement.decide(paths.good(), checking.demanded().contains(question.use()));
    }

    private Paths remembered(Question question, X509Certificate target, List<X509Certificate> candidates, Loaded now)
            throws CertificateEncodingException {
        Optional<String> key = question.key();
        Optional<Paths> known = key.flatMap(k -> now.cache().get(k, question.at()));
        if (known.isPresent()) {
            return known.get();
        }
        PathSearch search = new PathSearch(now.index(), candidates, judge::isComputable);
        PathSearch.Found found = search.from(target);
        Paths paths = judged(search, found, question);
        List<Instant> edges = edges(found, target, candidates);
        key.ifPresent(k -> now.cache().put(k, paths, question.at(), edges));
        return paths;
    }

    private Paths judged(PathSearch search, PathSearch.Found found, Question question) {
        List<List<X509Certificate>> good = new ArrayList<>();
        List<TrustDecision.Refused> refusals = new ArrayList<>();
        for (List<X509Certificate> path : found.paths()) {
            judge.check(path, question.use(), question.at())
                    .ifPresentOrElse(problem -> refusals.add(problem.refuse(path)), () -> good.add(path));
        }
        return new Paths(
                good, good.isEmpty() ? refusal(refusals, search, found) : new TrustDecision.Trusted(good.get(0)));
    }

    private static TrustDecision refusal(
            List<TrustDecision.Refused> refusals, PathSearch search, PathSearch.Found found) {
        return refusals.stream()
                .min(PathJudge.LEAST_WRONG_FIRST)
                .orElseGet(() -> new Explanation(search, found).refusal());
    }

    private static List<X509Certificate> candidates(Collection<X509Certificate> others, X509Certificate target) {
        return TrustIndex.own(others).filter(c -> !c.equals(target)).distinct().toList();
    }

    private static List<Instant> edges(
            PathSearch.Found found, X509Certificate target, Collection<X509Certificate> candidates) {
        Stream<X509Certificate> onPaths = found.paths().stream().flatMap(Collection::stream);
        Stream<X509Certificate> others = Stream.concat(Stream.of(target), candidates.stream());
        return DateRules.edges(Stream.concat(onPaths, others)).toList();
    }

    /** By identity, for comparing large stores at each check would cost more than checking. */
    @SuppressWarnings("ReferenceEquality")
    private Loaded current() {
        TrustStore wanted = store.get();
        Loaded now = loaded;
        if (now.store() != wanted) {
            now = Loaded.of(wanted);
            loaded = now;
        }
        return now;
    }
}
