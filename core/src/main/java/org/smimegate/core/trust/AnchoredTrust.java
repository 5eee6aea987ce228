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
    private volatile Loaded loaded = Loaded.of(TrustStore.of(List.of(), List.of()));

    /** What belongs to one trust store; a reloaded store starts with an empty cache. */
    private record Loaded(TrustStore store, TrustIndex index, PathCache cache) {
        static Loaded of(TrustStore store) {
            return new Loaded(store, new TrustIndex(store), new PathCache());
        }
    }

    /**
     * @param store asked at each check, so that a reloaded store takes effect at once; must give the same object until
     *     then
     * @throws IllegalStateException this JVM is told to fetch URLs found in certificates
     */
    public AnchoredTrust(Supplier<TrustStore> store, AlgorithmPolicy policy, RevocationChecking revocation) {
        this(store, policy);
    }

    /** Without a look at revocation. */
    public AnchoredTrust(Supplier<TrustStore> store, AlgorithmPolicy policy) {
        JdkPath.refuseFetching();
        this.store = store;
        this.judge = new PathJudge(policy);
    }

    @Override
    public TrustDecision check(X509Certificate certificate, Companions others, CertificateUse use, Instant at) {
        try {
            return remembered(new Question(certificate, others.certificates(), use, at.truncatedTo(ChronoUnit.MILLIS)));
        } catch (CertificateEncodingException | RuntimeException | StackOverflowError e) {
            // The boundary for hostile certificates: whatever the libraries throw at them is not trust.
            return Problem.malformed(e).refuse(List.of());
        }
    }

    private TrustDecision remembered(Question question) throws CertificateEncodingException {
        Loaded now = current();
        Optional<String> key = question.key();
        Optional<TrustDecision> known = key.flatMap(k -> now.cache().get(k, question.at()));
        if (known.isPresent()) {
            return known.get();
        }
        X509Certificate target = TrustIndex.own(question.certificate()).orElseThrow();
        List<X509Certificate> candidates = candidates(question.others(), target);
        PathSearch search = new PathSearch(now.index(), candidates, judge::isComputable);
        PathSearch.Found found = search.from(target);
        TrustDecision decision = decide(search, found, question);
        List<Instant> edges = edges(found, target, candidates);
        key.ifPresent(k -> now.cache().put(k, decision, question.at(), edges));
        return decision;
    }

    private TrustDecision decide(PathSearch search, PathSearch.Found found, Question question) {
        List<TrustDecision.Refused> refusals = new ArrayList<>();
        for (List<X509Certificate> path : found.paths()) {
            Optional<Problem> problem = judge.check(path, question.use(), question.at());
            if (problem.isEmpty()) {
                return new TrustDecision.Trusted(path);
            }
            refusals.add(problem.get().refuse(path));
        }
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
