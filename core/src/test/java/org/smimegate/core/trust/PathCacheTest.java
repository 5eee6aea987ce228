package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class PathCacheTest {
    private static final TrustDecision DECISION = new TrustDecision.Trusted(List.of());

    private final TestPki pki = TestPki.shared();
    private final AnchoredTrust trust = TrustAssertions.trustIn(pki.trust());
    private final PathCache<TrustDecision> cache = new PathCache<>();

    @Test
    void shouldKeepDecision_whenNoDatePasses() {
        cache.put("key", DECISION, NOW, List.of(days(-2), days(-1), days(1), days(2)));

        assertThat(cache.get("key", days(-1))).isPresent();
        assertThat(cache.get("key", days(1).minusNanos(1))).isPresent();
        assertThat(cache.get("key", days(1))).isEmpty();
        assertThat(cache.get("key", days(-1).minusNanos(1))).isEmpty();
        assertThat(cache.get("other", NOW)).isEmpty();
    }

    @Test
    void shouldKeepDecisionForever_whenThereAreNoDates() {
        cache.put("key", DECISION, NOW, List.of());

        assertThat(cache.get("key", Instant.MIN)).isPresent();
    }

    @Test
    void shouldForgetTheLeastUsed_whenFull() {
        for (int i = 0; i < 1_000; i++) {
            cache.put("key" + i, DECISION, NOW, List.of());
        }
        assertThat(cache.get("key0", NOW)).isPresent();

        cache.put("one more", DECISION, NOW, List.of());

        assertThat(cache.get("key0", NOW)).isPresent();
        assertThat(cache.get("key1", NOW)).isEmpty();
        assertThat(cache.get("one more", NOW)).isPresent();
    }

    @Test
    void shouldDecideOnce_whenTheSameIsAskedAgain() {
        TestIdentity alice = pki.good("alice@example.org");

        assertThat(check(alice, CertificateUse.SIGNING, NOW.plusSeconds(60)))
                .isSameAs(check(alice, CertificateUse.SIGNING, NOW));
    }

    @Test
    void shouldDecideAnew_whenAnythingDiffers() {
        TestIdentity alice = pki.splitPair("alice@example.org").signing();
        TestIdentity bob = pki.missingIntermediate("bob@example.org");

        assertTrusted(check(alice, CertificateUse.SIGNING, NOW));
        assertRefused(check(alice, CertificateUse.ENCRYPTION, NOW), Reason.BAD_KEY_USAGE);
        assertRefused(trust.check(bob.certificate(), List.of(), CertificateUse.SIGNING, NOW), Reason.UNTRUSTED);
        assertTrusted(check(bob, CertificateUse.SIGNING, NOW));
    }

    @Test
    void shouldDecideAnew_whenDatePasses() {
        TestIdentity alice =
                pki.leaf("alice@example.org").valid(days(-1), days(1)).build();

        assertTrusted(check(alice, CertificateUse.SIGNING, NOW));
        assertRefused(check(alice, CertificateUse.SIGNING, days(2)), Reason.EXPIRED);
        assertRefused(check(alice, CertificateUse.SIGNING, days(-2)), Reason.NOT_YET_VALID);
        assertTrusted(check(alice, CertificateUse.SIGNING, NOW));
    }

    @Test
    void shouldNotKeepAnswers_whenCertificatesAreHuge() throws Exception {
        CertificateBuilder builder = pki.leaf("alice@example.org");
        IntStream.range(0, 4_000).forEach(i -> builder.address("another" + i + "@example.org"));
        TestIdentity alice = builder.build();

        assertThat(new Question(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW).key())
                .isEqualTo(Optional.empty());
        assertTrusted(check(alice, CertificateUse.SIGNING, NOW));
    }

    @Test
    void shouldDecideTheSame_whenAskedByManyThreads() throws Exception {
        List<TestIdentity> good = IntStream.range(0, 20)
                .mapToObj(i -> pki.good("user" + i + "@example.org"))
                .toList();
        TestIdentity bad = pki.unknownRoot("mallory@example.org");
        Callable<Boolean> worker = () ->
                good.stream().allMatch(g -> check(g, CertificateUse.SIGNING, NOW) instanceof TrustDecision.Trusted)
                        && check(bad, CertificateUse.SIGNING, NOW) instanceof TrustDecision.Refused;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(32, worker))) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private TrustDecision check(TestIdentity leaf, CertificateUse use, Instant at) {
        return trust.check(leaf.certificate(), leaf.intermediates(), use, at);
    }
}
