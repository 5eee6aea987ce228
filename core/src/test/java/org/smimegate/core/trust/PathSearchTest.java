package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.trust.TrustAssertions.anchoredIn;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;

import java.lang.management.ManagementFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Chains made to keep path builders busy; rule 17: 10 s of CPU for a message that may ask sixteen times. */
class PathSearchTest {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final TestIdentity root =
            CertificateBuilder.selfSigned("Search Root").ca().key(KeyKind.P_256).build();
    private final AnchoredTrust trust = anchoredIn(root);

    // alice <- any of 60 CAs of one name and key, each of which could have issued each other
    @Test
    void shouldEndSoon_whenManyCasShareNameAndKey() {
        KeyPair key = KeyKind.RSA_2048.of("Hydra");
        List<X509Certificate> hydra = new ArrayList<>();
        TestIdentity last = hydra(key);
        for (int i = 0; i < 60; i++) {
            last = hydra(key);
            hydra.add(last.certificate());
        }
        TestIdentity alice = last.issue("Alice").build();

        assertRefused(within(() -> check(alice, hydra)), Reason.UNTRUSTED);
    }

    // alice <- one of 10 <- one of 10 <- ... six layers deep, no anchor
    @Test
    void shouldEndSoon_whenLayersMultiply() {
        List<X509Certificate> all = new ArrayList<>();
        TestIdentity upper =
                CertificateBuilder.selfSigned("Layer 0").ca().key(KeyKind.P_256).build();
        for (int layer = 1; layer <= 6; layer++) {
            TestIdentity issuer = upper;
            for (int i = 0; i < 10; i++) {
                upper = issuer.issue("Layer " + layer).ca().key(KeyKind.P_256).build();
                all.add(upper.certificate());
            }
        }
        TestIdentity alice = upper.issue("Alice").build();

        assertRefused(within(() -> check(alice, all)), Reason.UNTRUSTED);
    }

    // alice <- many of one name that lead to the anchor, all of them expired
    @Test
    void shouldEndSoon_whenManyPathsLeadToTheAnchor() {
        List<X509Certificate> all = new ArrayList<>();
        TestIdentity last = root;
        for (int i = 0; i < 50; i++) {
            last = root.issue("Bridge")
                    .ca()
                    .key(KeyKind.P_256)
                    .valid(TestPki.days(-9), TestPki.days(-1))
                    .build();
            all.add(last.certificate());
        }
        TestIdentity alice = last.issue("Alice").build();

        assertRefused(within(() -> check(alice, all)), Reason.EXPIRED, "'CN=Bridge'");
    }

    // alice <- CA <- [root], among 80 CAs of that name with other keys
    @Test
    void shouldFindThePath_whenManyCasShareTheNameOnly() {
        TestIdentity ca = root.issue("Crowd").ca().key(KeyKind.P_256).build();
        List<X509Certificate> crowd = new ArrayList<>(List.of(ca.certificate()));
        for (int i = 0; i < 80; i++) {
            crowd.add(root.issue("Crowd")
                    .ca()
                    .key(KeyKind.P_256, KeyKind.P_256.fresh())
                    .build()
                    .certificate());
        }
        Collections.shuffle(crowd, new Random(1));
        TestIdentity alice = ca.issue("Alice").build();

        assertTrusted(within(() -> check(alice, crowd)), alice.fullChain());
    }

    @Test
    void shouldSayThatItGaveUp_whenThereAreTooMany() {
        List<X509Certificate> crowd = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            crowd.add(root.issue("Crowd")
                    .ca()
                    .key(KeyKind.P_256, KeyKind.P_256.fresh())
                    .build()
                    .certificate());
        }
        TestIdentity unheardOf = root.issue("Crowd").ca().key(KeyKind.ED25519).build();
        TestIdentity alice = unheardOf.issue("Alice").build();

        assertRefused(within(() -> check(alice, crowd)), Reason.UNTRUSTED, "too many certificates of the same names");
    }

    // a <- b <- a <- b ...: two cross-certified CAs without an anchor
    @Test
    void shouldEnd_whenCasCertifyEachOther() {
        TestIdentity a =
                CertificateBuilder.selfSigned("A").ca().key(KeyKind.P_256).build();
        TestIdentity b =
                CertificateBuilder.selfSigned("B").ca().key(KeyKind.P_256).build();
        X509Certificate aByB = b.issue("A").ca().key(KeyKind.P_256).build().certificate();
        X509Certificate bByA = a.issue("B").ca().key(KeyKind.P_256).build().certificate();
        TestIdentity alice = a.issue("Alice").build();

        assertRefused(within(() -> check(alice, List.of(aByB, bByA))), Reason.UNTRUSTED);
    }

    // alice <- A (by B) <- [B]: cross-certification that leads home
    @Test
    void shouldTrust_whenCrossCertificateLeadsToAnchor() {
        TestIdentity a =
                CertificateBuilder.selfSigned("A").ca().key(KeyKind.P_256).build();
        TestIdentity aByRoot = root.issue("A").ca().key(KeyKind.P_256, a.keys()).build();
        TestIdentity alice = a.issue("Alice").build();

        assertTrusted(
                check(alice, List.of(a.certificate(), aByRoot.certificate())),
                List.of(alice.certificate(), aByRoot.certificate(), root.certificate()));
    }

    private TestIdentity hydra(KeyPair key) {
        return CertificateBuilder.selfSigned("Hydra")
                .ca()
                .key(KeyKind.RSA_2048, key)
                .build();
    }

    private TrustDecision check(TestIdentity leaf, List<X509Certificate> others) {
        return trust.check(leaf.certificate(), others, CertificateUse.SIGNING, TestPki.NOW);
    }

    /** CPU time, for the machine may be busy. */
    private static TrustDecision within(Supplier<TrustDecision> check) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        TrustDecision decision = check.get();
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        assertThat(Duration.ofNanos(nanos)).isLessThan(BOUND);
        return decision;
    }
}
