package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.core.trust.TrustAssertions.POLICY;
import static org.smimegate.core.trust.TrustAssertions.anchoredIn;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;
import static org.smimegate.core.trust.TrustAssertions.check;
import static org.smimegate.core.trust.TrustAssertions.trustIn;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Paths, dates and issuers. Chains are drawn from the leaf to the anchor, which stands in brackets. */
class AnchoredTrustTest {
    private static final String ALICE = "alice@example.org";

    private final TestPki pki = TestPki.shared();
    private final AnchoredTrust trust = trustIn(pki.trust());

    // alice <- issuing (configured) <- [root]
    @Test
    void shouldTrust_whenIntermediateIsConfigured() {
        TestIdentity alice = pki.good(ALICE);

        assertTrusted(trust.check(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW), alice.fullChain());
    }

    // alice <- issuing (in the message) <- [root]
    @Test
    void shouldTrust_whenIntermediateComesAlong() {
        TestIdentity alice = pki.good(ALICE);

        assertTrusted(check(trustIn(pki.anchorsOnly()), alice), alice.fullChain());
    }

    // alice <- [issuing]: the administrator trusts one department of a large CA only
    @Test
    void shouldTrust_whenAnchorIsAnIntermediate() {
        TestIdentity alice = pki.good(ALICE);

        assertTrusted(
                check(anchoredIn(pki.issuing()), alice),
                List.of(alice.certificate(), pki.issuing().certificate()));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_3072", "P_256", "P_384", "P_521", "ED25519"})
    void shouldTrust_whenKeysOfTheWholeChainAreOfAnyAllowedKind(KeyKind kind) {
        TestIdentity root =
                CertificateBuilder.selfSigned("Root " + kind).ca().key(kind).build();
        TestIdentity issuing = root.issue("Issuing " + kind).ca().key(kind).build();
        TestIdentity alice = issuing.issue(ALICE).key(kind).build();

        assertTrusted(check(anchoredIn(root), alice), alice.fullChain());
    }

    // alice <- missing <- [root]
    @Test
    void shouldNameTheMissingIssuer_whenIntermediateIsMissing() {
        TestIdentity alice = pki.missingIntermediate(ALICE);

        TrustDecision decision = trust.check(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW);

        assertRefused(decision, Reason.UNTRUSTED, "'CN=Test Missing CA'", "'CN=" + ALICE + "'", "is missing");
        assertThat(decision.chain()).containsExactly(alice.certificate());
    }

    // alice <- unknown root (in the message), [root]
    @Test
    void shouldNotTrustRootFromMessage_whenItIsNoAnchor() {
        TestIdentity alice = pki.unknownRoot(ALICE);

        TrustDecision decision = trust.check(alice.certificate(), List.of(alice.root()), CertificateUse.SIGNING, NOW);

        assertRefused(
                decision, Reason.UNTRUSTED, "'CN=Unknown Root CA' is self-signed and not among the trust anchors");
        assertThat(decision.chain()).isEqualTo(alice.fullChain());
    }

    // alice <- root (an intermediate by configuration only)
    @Test
    void shouldNotTrust_whenRootIsOnlyAmongTheIntermediates() {
        TestIdentity alice = pki.unknownRoot(ALICE);
        TrustStore store = TrustStore.of(List.of(pki.root().certificate()), List.of(alice.root()));

        assertRefused(check(trustIn(store), alice), Reason.UNTRUSTED, "not among the trust anchors");
    }

    @Test
    void shouldNotTrust_whenNoAnchorIsConfigured() {
        assertRefused(check(anchoredIn(), pki.good(ALICE)), Reason.UNTRUSTED, "'CN=Test Root CA'");
    }

    @Test
    void shouldNotTrust_whenSelfSignedAndNoAnchor() {
        assertRefused(check(trust, TestPki.selfSigned(ALICE)), Reason.UNTRUSTED, "is self-signed");
    }

    // alice <- root of another key: the name alone proves nothing
    @Test
    void shouldSayThatKeyDiffers_whenOnlyTheNameOfTheAnchorFits() {
        TestIdentity impostor = rootCa("Test Root CA").freshKey().build();
        TestIdentity alice = impostor.issue(ALICE).build();

        assertRefused(check(trust, alice), Reason.UNTRUSTED, "'CN=Test Root CA' is known, but its key did not sign");
        assertRefused(
                trust.check(alice.certificate(), List.of(impostor.certificate()), CertificateUse.SIGNING, NOW),
                Reason.UNTRUSTED,
                "not among the trust anchors; another certificate of that name is known");
    }

    // alice <- [twin 3], [twin 1], [twin 2]: all twins have one subject
    @Test
    void shouldFindTheRightAnchor_whenSeveralHaveOneSubject() {
        List<TestIdentity> twins = TestPki.sameSubjectCas(3);
        AnchoredTrust all = anchoredIn(twins.toArray(TestIdentity[]::new));

        for (TestIdentity twin : twins) {
            TestIdentity alice = twin.issue(ALICE).build();
            assertTrusted(check(all, alice), alice.fullChain());
        }
    }

    // alice <- issuing of another key (configured), issuing (in the message) <- [root]
    @Test
    void shouldFindTheRightIntermediate_whenAnotherOfThatSubjectIsConfigured() {
        X509Certificate renewed =
                ca(pki.root(), "Test Issuing CA").freshKey().build().certificate();
        TrustStore store = TrustStore.of(List.of(pki.root().certificate()), List.of(renewed));
        TestIdentity alice = pki.good(ALICE);

        assertTrusted(check(trustIn(store), alice), alice.fullChain());
    }

    // alice <- issuing (expired) <- [root]; alice <- issuing (renewed, same key) <- [root]
    @Test
    void shouldTrust_whenOneOfTwoPathsIsGood() {
        TestIdentity expired =
                ca(pki.root(), "Renewed CA").valid(days(-100), days(-1)).build();
        TestIdentity renewed = ca(pki.root(), "Renewed CA").build();
        TestIdentity alice = expired.issue(ALICE).build();

        TrustDecision decision = trust.check(
                alice.certificate(),
                List.of(expired.certificate(), renewed.certificate()),
                CertificateUse.SIGNING,
                NOW);

        assertTrusted(
                decision,
                List.of(alice.certificate(), renewed.certificate(), pki.root().certificate()));
    }

    @Test
    void shouldTrustAnchorItself_whenItIsAnOrdinaryCertificate() {
        TestIdentity alice = CertificateBuilder.selfSigned(ALICE).address(ALICE).build();

        assertTrusted(check(anchoredIn(alice), alice), List.of(alice.certificate()));
    }

    // Rule 9: the JDK's builder accepts a target that is an anchor unseen.
    @Test
    void shouldCheckAnchorItself_whenItIsTheTarget() {
        TestIdentity expired =
                CertificateBuilder.selfSigned(ALICE).valid(days(-9), days(-1)).build();
        TestIdentity server = CertificateBuilder.selfSigned(ALICE)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
        TestIdentity weak =
                CertificateBuilder.selfSigned(ALICE).key(KeyKind.RSA_1024).build();

        assertRefused(check(anchoredIn(expired), expired), Reason.EXPIRED, "was valid until");
        assertRefused(check(anchoredIn(server), server), Reason.BAD_KEY_USAGE, "extended key usage");
        assertRefused(check(anchoredIn(weak), weak), Reason.WEAK_ALGORITHM, "RSA key of 1024 bits");
        assertRefused(check(trust, pki.root()), Reason.BAD_KEY_USAGE);
    }

    @Test
    void shouldSayExpired_whenLeafHasEnded() {
        assertRefused(check(trust, pki.expired(ALICE)), Reason.EXPIRED, "'CN=" + ALICE + "' was valid until");
    }

    @Test
    void shouldSayNotYetValid_whenLeafStartsTomorrow() {
        assertRefused(check(trust, pki.notYetValid(ALICE)), Reason.NOT_YET_VALID, "'CN=" + ALICE + "' is valid from");
    }

    @Test
    void shouldSayUntrusted_whenExpiredAndWithoutPath() {
        TestIdentity alice = rootCa("Unknown Root CA")
                .build()
                .issue(ALICE)
                .valid(days(-9), days(-1))
                .build();

        assertRefused(check(trust, alice), Reason.UNTRUSTED);
    }

    // "expired" must not hide anything else from those who accept expired certificates
    @Test
    void shouldSayTheOtherReason_whenExpiredAndUnfit() {
        CertificateBuilder expired = pki.leaf(ALICE).valid(days(-9), days(-1));

        assertRefused(check(trust, expired.keyUsage(KeyUsage.cRLSign).build()), Reason.BAD_KEY_USAGE);
        assertRefused(check(trust, expired.signatureAlgorithm("SHA1withRSA").build()), Reason.WEAK_ALGORITHM);
    }

    // alice <- issuing (expired) <- [root]
    @Test
    void shouldNameTheCa_whenIntermediateHasEnded() {
        TestIdentity issuing =
                ca(pki.root(), "Old CA").valid(days(-9), days(-1)).build();

        assertRefused(check(trust, issuing.issue(ALICE).build()), Reason.EXPIRED, "'CN=Old CA' was valid until");
    }

    // alice (from yesterday) <- issuing (until last week) <- [root]: never valid together
    @Test
    void shouldSayExpired_whenChainWasNeverValidTogether() {
        TestIdentity issuing =
                ca(pki.root(), "Old CA").valid(days(-20), days(-7)).build();

        assertRefused(check(trust, issuing.issue(ALICE).build()), Reason.EXPIRED, "'CN=Old CA' was valid until");
    }

    // alice <- [root (expired)]
    @Test
    void shouldSayExpired_whenAnchorHasEnded() {
        TestIdentity root = rootCa("Old Root").valid(days(-9), days(-1)).build();

        assertRefused(check(anchoredIn(root), root.issue(ALICE).build()), Reason.EXPIRED, "'CN=Old Root'");
    }

    @Test
    void shouldJudgeAtTheTimeGiven_whenDatesAreExact() {
        TestIdentity alice = pki.leaf(ALICE).valid(days(-2), days(2)).build();

        assertThat(reasonAt(alice, days(-2).minusMillis(1))).isEqualTo("NOT_YET_VALID");
        assertThat(reasonAt(alice, days(-2))).isEqualTo("trusted");
        assertThat(reasonAt(alice, days(2))).isEqualTo("trusted");
        assertThat(reasonAt(alice, days(2).plusNanos(1))).isEqualTo("trusted");
        assertThat(reasonAt(alice, days(2).plusMillis(1))).isEqualTo("EXPIRED");
    }

    // alice <- CA 1 <- ... <- CA 6 <- [root]
    @Test
    void shouldTrust_whenSixIntermediates() {
        TestIdentity alice = below(6);

        assertTrusted(check(trust, alice), alice.fullChain());
    }

    // alice <- CA 1 <- ... <- CA 7 <- [root], rule 9
    @Test
    void shouldRefuse_whenMoreThanSixIntermediates() {
        assertRefused(check(trust, below(7)), Reason.UNTRUSTED, "more than 6 intermediate certificates");
    }

    // alice <- CA (self-issued) x 7 <- [root]: self-issued ones count too, for search must end
    @Test
    void shouldRefuse_whenMoreThanSixSelfIssuedIntermediates() {
        TestIdentity ca = rootCa("Rollover Root").build();
        AnchoredTrust rollover = anchoredIn(ca);
        for (int i = 0; i < 7; i++) {
            ca = ca.issue("Rollover Root")
                    .ca()
                    .key(KeyKind.P_256, KeyKind.P_256.fresh())
                    .build();
        }

        assertRefused(check(rollover, ca.issue(ALICE).build()), Reason.UNTRUSTED, "more than 6 intermediate");
    }

    // alice <- sub <- issuing (path length 0) <- [root], RFC 5280 section 4.2.1.9
    @Test
    void shouldRefuse_whenPathLengthOfCaIsExceeded() {
        TestIdentity alice =
                pki.issuing().issue("Too deep CA").ca().build().issue(ALICE).build();

        assertRefused(check(trust, alice), Reason.UNTRUSTED, "path length");
    }

    // alice <- bob (no CA) <- issuing <- [root]
    @Test
    void shouldRefuse_whenIssuerIsNoCa() {
        TestIdentity bob = pki.good("bob@example.org");
        TestIdentity alice = bob.issue(ALICE).build();

        assertRefused(
                check(trust, alice), Reason.UNTRUSTED, "'CN=bob@example.org' issued a certificate but is not a CA");
    }

    // alice <- [bob (no CA)]: a partner's certificate in the anchors' folder makes no CA of the partner
    @Test
    void shouldRefuse_whenAnchorIsNoCa() {
        TestIdentity bob = CertificateBuilder.selfSigned("bob@example.org").build();

        assertRefused(check(anchoredIn(bob), bob.issue(ALICE).build()), Reason.UNTRUSTED, "is not a CA");
    }

    // alice <- CA without keyCertSign <- [root]
    @Test
    void shouldRefuse_whenCaMayNotSignCertificates() {
        TestIdentity ca =
                ca(pki.root(), "No cert sign CA").keyUsage(KeyUsage.cRLSign).build();

        assertRefused(check(trust, ca.issue(ALICE).build()), Reason.UNTRUSTED, "'CN=No cert sign CA'");
    }

    // alice <- CA for TLS only <- [root]
    @Test
    void shouldRefuse_whenCaIsForServersOnly() {
        CertificateBuilder ca = ca(pki.root(), "TLS CA");

        assertRefused(
                check(
                        trust,
                        ca.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                                .build()
                                .issue(ALICE)
                                .build()),
                Reason.BAD_KEY_USAGE,
                "'CN=TLS CA'");
        assertTrusted(check(
                trust,
                ca.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_emailProtection)
                        .build()
                        .issue(ALICE)
                        .build()));
    }

    @Test
    void shouldRefuse_whenLeafHasUnknownCriticalExtension() {
        TestIdentity alice = pki.leaf(ALICE)
                .extension("1.2.3.4.5", true, new DEROctetString(new byte[1]))
                .build();

        assertRefused(check(trust, alice), Reason.UNTRUSTED, "critical extensions", "1.2.3.4.5");
        assertRefused(check(anchoredIn(alice), alice), Reason.UNTRUSTED, "critical extensions", "1.2.3.4.5");
    }

    @Test
    void shouldRefuse_whenCaHasUnknownCriticalExtension() {
        TestIdentity ca = ca(pki.root(), "Odd CA")
                .extension("1.2.3.4.5", true, new DEROctetString(new byte[1]))
                .build();

        assertRefused(check(trust, ca.issue(ALICE).build()), Reason.UNTRUSTED, "'CN=Odd CA'", "1.2.3.4.5");
    }

    @Test
    void shouldTrust_whenUnknownExtensionIsNotCritical() {
        assertTrusted(check(
                trust,
                pki.leaf(ALICE)
                        .extension("1.2.3.4.5", false, new DEROctetString(new byte[1]))
                        .build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"signing", "encryption"})
    void shouldTrustSplitPair_whenEachIsUsedAsMeant(String which) {
        TestPki.SplitPair pair = pki.splitPair(ALICE);
        boolean signing = which.equals("signing");
        TestIdentity fit = signing ? pair.signing() : pair.encryption();
        TestIdentity unfit = signing ? pair.encryption() : pair.signing();
        CertificateUse use = signing ? CertificateUse.SIGNING : CertificateUse.ENCRYPTION;

        assertTrusted(check(trust, fit, use));
        assertRefused(check(trust, unfit, use), Reason.BAD_KEY_USAGE, "key usage");
    }

    @Test
    void shouldTakeEffectAtOnce_whenStoreIsReloaded() {
        AtomicReference<TrustStore> store = new AtomicReference<>(pki.trust());
        AnchoredTrust reloading = new AnchoredTrust(store::get, POLICY);
        TestIdentity alice = pki.good(ALICE);
        assertTrusted(check(reloading, alice));

        store.set(TrustStore.of(List.of(), List.of()));
        assertRefused(check(reloading, alice), Reason.UNTRUSTED);

        store.set(pki.trust());
        assertTrusted(check(reloading, alice));
    }

    @Test
    void shouldRefuseToStart_whenJavaWouldFetchUrlsOfCertificates() {
        String property = "com.sun.security.enableAIAcaIssuers";
        System.setProperty(property, "true");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> trustIn(pki.trust()))
                    .withMessageContaining(property);
        } finally {
            System.clearProperty(property);
        }
    }

    /** Elliptic curves, for making RSA keys is slow. */
    private static CertificateBuilder rootCa(String subject) {
        return CertificateBuilder.selfSigned(subject).ca().key(KeyKind.P_256);
    }

    private static CertificateBuilder ca(TestIdentity issuer, String subject) {
        return issuer.issue(subject).ca().key(KeyKind.P_256);
    }

    private String reasonAt(TestIdentity leaf, Instant at) {
        TrustDecision decision = trust.check(leaf.certificate(), List.of(), CertificateUse.SIGNING, at);
        return decision instanceof TrustDecision.Refused refused
                ? refused.reason().toString()
                : "trusted";
    }

    private TestIdentity below(int intermediates) {
        TestIdentity ca = pki.root();
        for (int i = intermediates; i > 0; i--) {
            ca = ca.issue("CA " + i).ca().key(KeyKind.P_256).build();
        }
        return ca.issue(ALICE).build();
    }
}
