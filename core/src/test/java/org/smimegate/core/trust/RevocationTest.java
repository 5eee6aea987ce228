package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.core.trust.TrustAssertions.POLICY;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;

import java.lang.management.ManagementFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.CrlBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/**
 * What revocation lists say (RFC 5280 section 6.3). The chain is alice, issuing, [root]; the root's list clears the
 * issuing CA unless a test says otherwise.
 */
class RevocationTest {
    private static final String POINT = "http://crl.example.org/a.crl";
    private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("1.2.3.4");
    private static final int SOME_REASONS = ReasonFlags.keyCompromise | ReasonFlags.cACompromise;
    private static final int OTHER_REASONS = ReasonFlags.affiliationChanged
            | ReasonFlags.superseded
            | ReasonFlags.cessationOfOperation
            | ReasonFlags.certificateHold
            | ReasonFlags.privilegeWithdrawn
            | ReasonFlags.aACompromise;

    private final TestPki pki = TestPki.shared();
    private final TestIdentity alice = pki.good("alice@example.org");
    private final RevocationList ofRoot = CrlBuilder.by(pki.root()).build();
    private final List<X509Certificate> missing = new ArrayList<>();

    @Test
    void shouldTrustAndSayWhy_whenListsClearTheWholePath() {
        TrustDecision decision = decide(CrlBuilder.by(pki.issuing()).build());

        assertTrusted(decision, alice.fullChain());
        assertThat(((TrustDecision.Trusted) decision).revocation())
                .contains("'CN=Test Issuing CA'", "'CN=Test Root CA'", "test.crl");
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldRefuse_whenLeafIsRevoked() {
        RevocationList list = CrlBuilder.by(pki.issuing())
                .revoking(alice, days(-3), CRLReason.keyCompromise)
                .build();

        assertRefused(
                decide(list), Reason.REVOKED, "'CN=alice@example.org' was revoked at " + days(-3), "(key compromise)");
    }

    @Test
    void shouldRefuse_whenIntermediateIsRevoked() {
        RevocationList ofIssuing = CrlBuilder.by(pki.issuing()).build();
        RevocationList revoking =
                CrlBuilder.by(pki.root()).revoking(pki.issuing()).build();

        assertRefused(
                check(alice, CertificateUse.SIGNING, NOW, ofIssuing, revoking), Reason.REVOKED, "'CN=Test Issuing CA'");
    }

    @Test
    void shouldBeUnknownUnderSoftAndRefusedUnderHard_whenThereIsNoList() {
        assertUnknown(check(alice, CertificateUse.SIGNING, NOW, ofRoot), "no revocation list of 'CN=Test Issuing CA'");
        assertThat(missing).containsExactly(alice.certificate());

        assertRefused(
                check(alice, CertificateUse.ENCRYPTION, NOW, ofRoot),
                Reason.REVOCATION_UNKNOWN,
                "no revocation list of 'CN=Test Issuing CA' speaks of 'CN=alice@example.org'");
    }

    @Test
    void shouldBeUnknown_whenTheListOfAnIntermediateIsMissing() {
        RevocationList ofIssuing = CrlBuilder.by(pki.issuing()).build();

        assertUnknown(check(alice, CertificateUse.SIGNING, NOW, ofIssuing), "no revocation list of 'CN=Test Root CA'");
        assertThat(missing).containsExactly(pki.issuing().certificate());
    }

    @Test
    void shouldNotLook_whenTheCertificateIsTheAnchor() {
        TrustStore store = TrustStore.of(List.of(alice.certificate()), List.of());

        assertTrusted(trust(store).check(alice.certificate(), List.of(), CertificateUse.ENCRYPTION, NOW));
    }

    @Test
    void shouldNotLook_whenTheIssuerPublishesNothingAboutIt() {
        TestIdentity shortLived = pki.leaf("alice@example.org")
                .extension("2.5.29.56", false, DERNull.INSTANCE)
                .build();

        assertTrusted(check(shortLived, CertificateUse.ENCRYPTION, NOW, ofRoot));
    }

    // ---- who signed

    @Test
    void shouldIgnoreList_whenAnotherKeyOfThatNameSignedIt() {
        TestIdentity impostor =
                CertificateBuilder.selfSigned("Test Issuing CA").ca().freshKey().build();

        assertUnknown(decide(CrlBuilder.by(impostor).revoking(alice).build()), "no revocation list");
        assertUnknown(decide(CrlBuilder.by(impostor).build()), "no revocation list");
    }

    @Test
    void shouldIgnoreList_whenItsSignerMaySignNone() {
        TestIdentity ca = pki.root()
                .issue("No List CA")
                .ca()
                .keyUsage(KeyUsage.keyCertSign)
                .build();
        TestIdentity bob =
                ca.issue("CN=bob@example.org").address("bob@example.org").build();

        assertUnknown(
                check(
                        bob,
                        CertificateUse.SIGNING,
                        NOW,
                        ofRoot,
                        CrlBuilder.by(ca).build()),
                "no revocation list");
    }

    // issuing's second key, certified by the same root, signs lists only
    @Test
    void shouldTrust_whenIssuerSignsListsWithAnotherKeyOfTheSameAnchor() {
        TestIdentity listKey = pki.root()
                .issue("CN=Test Issuing CA")
                .noExtendedKeyUsage()
                .keyUsage(KeyUsage.cRLSign)
                .freshKey()
                .build();
        RevocationList list = CrlBuilder.by(listKey).build();

        TrustDecision decision = trust(pki.trust(), ofRoot, list)
                .check(alice.certificate(), List.of(listKey.certificate()), CertificateUse.ENCRYPTION, NOW);

        assertTrusted(decision, alice.fullChain());
    }

    @Test
    void shouldIgnoreList_whenTheOtherKeyThatSignedItIsRevoked() {
        TestIdentity listKey = pki.root()
                .issue("CN=Test Issuing CA")
                .noExtendedKeyUsage()
                .keyUsage(KeyUsage.cRLSign)
                .freshKey()
                .build();
        RevocationList rootsList = CrlBuilder.by(pki.root()).revoking(listKey).build();

        TrustDecision decision = trust(
                        pki.trust(), rootsList, CrlBuilder.by(listKey).build())
                .check(alice.certificate(), List.of(listKey.certificate()), CertificateUse.SIGNING, NOW);

        assertUnknown(decision, "no revocation list");
    }

    @Test
    void shouldIgnoreList_whenTheOtherKeyThatSignedItHangsBelowAnotherAnchor() {
        TestIdentity otherRoot = TestPki.rootCa("Other Root CA");
        TestIdentity listKey = otherRoot
                .issue("CN=Test Issuing CA")
                .noExtendedKeyUsage()
                .keyUsage(KeyUsage.cRLSign)
                .freshKey()
                .build();
        TrustStore both = TrustStore.of(
                TestPki.certificates(pki.root(), otherRoot), TestPki.certificates(pki.issuing(), listKey));
        RevocationList list = CrlBuilder.by(listKey).build();

        TrustDecision decision = trust(both, ofRoot, CrlBuilder.by(otherRoot).build(), list)
                .check(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW);

        assertUnknown(decision, "no revocation list");
    }

    // A CA below the same root certifies a key of its own under the name of alice's issuer
    @Test
    void shouldIgnoreList_whenAnotherCaCertifiedItsSignerUnderThatName() {
        TestIdentity partner = pki.root().issue("Partner CA").ca().build();
        TestIdentity pretender = partner.issue("CN=Test Issuing CA")
                .noExtendedKeyUsage()
                .keyUsage(KeyUsage.cRLSign)
                .freshKey()
                .build();
        Companions companions = new Companions(
                TestPki.certificates(pretender, partner),
                List.of(
                        CrlBuilder.by(pretender).revoking(alice).build(),
                        CrlBuilder.by(partner).build()));

        assertUnknown(
                trust(pki.trust(), ofRoot).check(alice.certificate(), companions, CertificateUse.SIGNING, NOW),
                "no revocation list");
        assertTrusted(trust(pki.trust(), ofRoot, CrlBuilder.by(pki.issuing()).build())
                .check(alice.certificate(), companions, CertificateUse.SIGNING, NOW));
    }

    // The same, of a certificate that nothing is published on
    @Test
    void shouldRefuse_whenAListNamesWhatNothingIsPublishedOn() {
        TestIdentity shortLived = pki.leaf("alice@example.org")
                .extension("2.5.29.56", false, DERNull.INSTANCE)
                .build();
        RevocationList list = CrlBuilder.by(pki.issuing()).revoking(shortLived).build();

        assertRefused(check(shortLived, CertificateUse.SIGNING, NOW, ofRoot, list), Reason.REVOKED);
    }

    @Test
    void shouldStayRevoked_whenTheMessageBringsAnUnsignedDelta() {
        RevocationList list =
                CrlBuilder.by(pki.issuing()).number(5).revoking(alice).build();
        TestIdentity impostor =
                CertificateBuilder.selfSigned("Test Issuing CA").ca().freshKey().build();
        RevocationList release = CrlBuilder.by(impostor)
                .number(6)
                .deltaOf(5)
                .revoking(alice, NOW, CRLReason.removeFromCRL)
                .build();

        assertRefused(
                trust(pki.trust(), ofRoot, list)
                        .check(
                                alice.certificate(),
                                new Companions(List.of(), List.of(release)),
                                CertificateUse.SIGNING,
                                NOW),
                Reason.REVOKED);
    }

    /** 19 certificates under the issuer's name whose huge keys must be computed with to see that they say nothing. */
    @Test
    void shouldCostLittle_whenTheMessageBringsManySignersOfThatName() {
        List<X509Certificate> junk = new ArrayList<>();
        List<RevocationList> lists = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            TestIdentity signer = CertificateBuilder.selfSigned("Test Issuing CA")
                    .ca()
                    .key(KeyKind.RSA_3072, KeyKind.RSA_3072.of("junk"))
                    .serial(i + 1)
                    .build();
            junk.add(signer.certificate());
            if (i < 5) {
                lists.add(CrlBuilder.by(signer).revoking(alice).build());
            }
        }
        AnchoredTrust trust =
                trust(pki.trust(), ofRoot, CrlBuilder.by(pki.issuing()).build());
        long before = cpu();

        TrustDecision decision =
                trust.check(alice.certificate(), new Companions(junk, lists), CertificateUse.SIGNING, NOW);

        assertTrusted(decision);
        assertThat(Duration.ofNanos(cpu() - before)).isLessThan(Duration.ofSeconds(1));
    }

    // ---- dates and flaws

    @Test
    void shouldBeUnknown_whenTheListHasEnded() {
        RevocationList old = CrlBuilder.by(pki.issuing(), days(-3)).build();

        assertUnknown(decide(old), "ended at " + days(-2));
    }

    @Test
    void shouldRefuse_whenAnEndedListNamesTheCertificate() {
        assertRefused(
                decide(CrlBuilder.by(pki.issuing(), days(-3)).revoking(alice).build()), Reason.REVOKED);
    }

    @Test
    void shouldBeUnknown_whenTheListIsYetToStart() {
        assertUnknown(decide(CrlBuilder.by(pki.issuing(), days(1)).build()), "no revocation list");
    }

    @Test
    void shouldRefuse_whenAListOfLaterSaysThatItWasRevokedBefore() {
        RevocationList later = CrlBuilder.by(pki.issuing(), days(1))
                .revoking(alice, days(-1), CRLReason.superseded)
                .build();

        assertRefused(decide(later), Reason.REVOKED);
    }

    @Test
    void shouldNotRefuse_whenAListOfLaterSaysThatItWasRevokedAfterwards() {
        RevocationList later = CrlBuilder.by(pki.issuing(), days(2))
                .revoking(alice, days(1), CRLReason.superseded)
                .build();

        assertTrusted(decide(CrlBuilder.by(pki.issuing()).build(), later));
    }

    @Test
    void shouldTakeTheNewestListOfAScope() {
        RevocationList hold = CrlBuilder.by(pki.issuing(), NOW.minus(Duration.ofHours(5)))
                .revoking(alice)
                .build();
        RevocationList released =
                CrlBuilder.by(pki.issuing(), NOW.minus(Duration.ofHours(4))).build();

        assertTrusted(decide(hold, released));
        assertTrusted(decide(released, hold));
    }

    @Test
    void shouldBeUnknown_whenAnOldListWithoutEndIsAllThereIs() {
        assertTrusted(
                decide(CrlBuilder.by(pki.issuing(), days(-6)).noNextUpdate().build()));
        assertUnknown(
                decide(CrlBuilder.by(pki.issuing(), days(-8)).noNextUpdate().build()), "ended at " + days(-1));
    }

    @Test
    void shouldBeUnknown_whenTheListHasACriticalExtensionThatNobodyKnows() {
        RevocationList odd = CrlBuilder.by(pki.issuing())
                .extension(UNHEARD_OF, true, DERNull.INSTANCE)
                .build();

        assertUnknown(decide(odd), "critical extensions that nobody here knows");
    }

    @Test
    void shouldBeUnknown_whenAnEntryHasACriticalExtensionThatNobodyKnows() {
        TestIdentity other = pki.good("bob@example.org");
        RevocationList odd = CrlBuilder.by(pki.issuing())
                .entry(other, NOW, CrlBuilder.extensions(UNHEARD_OF, true, DERNull.INSTANCE))
                .build();

        assertUnknown(decide(odd), "critical extensions that nobody here knows");
    }

    @Test
    void shouldBeUnknown_whenTheListIsSignedWithSha1() {
        assertUnknown(
                decide(CrlBuilder.by(pki.issuing())
                        .signatureAlgorithm("SHA1withRSA")
                        .build()),
                "weak algorithm");
    }

    // ---- scope

    @Test
    void shouldBeUnknown_whenTheListIsOfAnotherPoint() {
        assertUnknown(decide(CrlBuilder.by(pki.issuing()).at(POINT).build()), "no revocation list");
    }

    @Test
    void shouldTrust_whenTheListIsOfTheCertificatesPoint() {
        TestIdentity carol = atPoint("carol@example.org", POINT);

        assertTrusted(check(
                carol,
                CertificateUse.ENCRYPTION,
                NOW,
                ofRoot,
                CrlBuilder.by(pki.issuing()).at(POINT).build()));
    }

    @Test
    void shouldRefuse_whenAListOfEveryPointNamesTheCertificate() {
        TestIdentity carol = atPoint("carol@example.org", POINT);
        RevocationList ofPoint = CrlBuilder.by(pki.issuing()).at(POINT).build();
        RevocationList ofAll = CrlBuilder.by(pki.issuing()).revoking(carol).build();

        assertRefused(check(carol, CertificateUse.SIGNING, NOW, ofRoot, ofPoint, ofAll), Reason.REVOKED);
    }

    @Test
    void shouldLookAtTheKindOfCertificate_whenTheListSpeaksOfOneOnly() {
        assertTrusted(decide(CrlBuilder.by(pki.issuing()).onlyUsers().build()));
        assertUnknown(decide(CrlBuilder.by(pki.issuing()).onlyCas().build()), "no revocation list");
    }

    @Test
    void shouldTrust_whenListsTogetherCoverAllReasons() {
        RevocationList some =
                CrlBuilder.by(pki.issuing()).onlyReasons(SOME_REASONS).build();
        RevocationList others =
                CrlBuilder.by(pki.issuing()).onlyReasons(OTHER_REASONS).build();

        assertUnknown(decide(some), "no revocation list");
        assertTrusted(decide(some, others));
    }

    @Test
    void shouldFollowTheIndirectList_whenTheCertificateNamesItsIssuer() {
        TestIdentity lists = pki.root()
                .issue("List Issuer")
                .noExtendedKeyUsage()
                .keyUsage(KeyUsage.cRLSign)
                .build();
        TestIdentity dave = pki.leaf("dave@example.org")
                .extension(Extension.cRLDistributionPoints.getId(), false, indirect(lists))
                .build();
        TrustStore store = TrustStore.of(List.of(pki.root().certificate()), TestPki.certificates(pki.issuing(), lists));

        assertTrusted(trust(store, ofRoot, CrlBuilder.by(lists).indirect().build())
                .check(dave.certificate(), List.of(), CertificateUse.ENCRYPTION, NOW));
        assertRefused(
                trust(
                                store,
                                ofRoot,
                                CrlBuilder.by(lists)
                                        .indirect()
                                        .revokingOfAnotherIssuer(dave)
                                        .build())
                        .check(dave.certificate(), List.of(), CertificateUse.ENCRYPTION, NOW),
                Reason.REVOKED);
        assertUnknown(
                trust(store, ofRoot, CrlBuilder.by(lists).build())
                        .check(dave.certificate(), List.of(), CertificateUse.SIGNING, NOW),
                "no revocation list");
    }

    // ---- deltas

    @Test
    void shouldRefuse_whenTheDeltaRevokes() {
        RevocationList base = CrlBuilder.by(pki.issuing()).number(5).build();
        RevocationList delta = CrlBuilder.by(pki.issuing())
                .number(6)
                .deltaOf(5)
                .revoking(alice)
                .build();

        assertRefused(decide(base, delta), Reason.REVOKED);
        assertUnknown(decide(delta), "no revocation list");
    }

    @Test
    void shouldTrust_whenTheDeltaReleases() {
        RevocationList base =
                CrlBuilder.by(pki.issuing()).number(5).revoking(alice).build();
        RevocationList delta = CrlBuilder.by(pki.issuing())
                .number(6)
                .deltaOf(4)
                .revoking(alice, NOW, CRLReason.removeFromCRL)
                .build();

        assertTrusted(decide(base, delta));
    }

    @Test
    void shouldNotApplyDelta_whenItsBaseIsNewerThanTheList() {
        RevocationList base =
                CrlBuilder.by(pki.issuing()).number(3).revoking(alice).build();
        RevocationList delta = CrlBuilder.by(pki.issuing())
                .number(6)
                .deltaOf(5)
                .revoking(alice, NOW, CRLReason.removeFromCRL)
                .build();

        assertRefused(decide(base, delta), Reason.REVOKED);
    }

    // ---- several paths

    @Test
    void shouldTakeThePathThatIsNotRevoked_whenAnIntermediateHasTwoCertificates() {
        TestIdentity again = pki.root()
                .issue("CN=Test Issuing CA")
                .ca()
                .key(KeyKind.RSA_2048, pki.issuing().keys())
                .build();
        RevocationList revoking =
                CrlBuilder.by(pki.root()).revoking(pki.issuing()).build();
        TrustStore store = TrustStore.of(List.of(pki.root().certificate()), TestPki.certificates(pki.issuing(), again));

        TrustDecision decision = trust(
                        store, revoking, CrlBuilder.by(pki.issuing()).build())
                .check(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW);

        assertTrusted(decision);
        assertThat(decision.chain()).contains(again.certificate());
    }

    // ---- what came along

    @Test
    void shouldUseListsThatCameAlong() {
        RevocationList revoking = CrlBuilder.by(pki.issuing()).revoking(alice).build();
        AnchoredTrust trust = trust(pki.trust(), ofRoot);

        assertRefused(
                trust.check(
                        alice.certificate(), new Companions(List.of(), List.of(revoking)), CertificateUse.SIGNING, NOW),
                Reason.REVOKED);
        assertTrusted(trust.check(
                alice.certificate(),
                new Companions(List.of(), List.of(CrlBuilder.by(pki.issuing()).build())),
                CertificateUse.ENCRYPTION,
                NOW));
    }

    @Test
    void shouldRefuse_whenTheMessageBringsAnOlderListThatClears() {
        RevocationList older =
                CrlBuilder.by(pki.issuing(), NOW.minus(Duration.ofHours(9))).build();
        AnchoredTrust trust = trust(
                pki.trust(),
                ofRoot,
                CrlBuilder.by(pki.issuing()).revoking(alice).build());

        assertRefused(
                trust.check(
                        alice.certificate(), new Companions(List.of(), List.of(older)), CertificateUse.SIGNING, NOW),
                Reason.REVOKED);
    }

    @Test
    void shouldSeeANewList_whenThePathIsRemembered() {
        List<RevocationList> lists =
                new ArrayList<>(List.of(ofRoot, CrlBuilder.by(pki.issuing()).build()));
        AnchoredTrust trust = trust(pki.trust(), lists);
        assertTrusted(trust.check(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW));

        lists.set(1, CrlBuilder.by(pki.issuing()).revoking(alice).build());

        assertRefused(trust.check(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW), Reason.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3080", "3003020101"})
    void shouldReadNoList_whenBytesAreNone(String hex) {
        assertThat(RevocationList.ofDer(HexFormat.of().parseHex(hex), "test")).isEmpty();
    }

    @Test
    void shouldReadNoList_whenBytesFollow() {
        byte[] der = CrlBuilder.by(pki.issuing()).der();

        assertThat(RevocationList.ofDer(Arrays.copyOf(der, der.length + 1), "test"))
                .isEmpty();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private TestIdentity atPoint(String address, String url) {
        org.bouncycastle.asn1.x509.DistributionPoint point = new org.bouncycastle.asn1.x509.DistributionPoint(
                new DistributionPointName(new GeneralNames(CrlBuilder.point(url))), null, null);
        return pki.leaf(address)
                .extension(Extension.cRLDistributionPoints.getId(), false, points(point))
                .build();
    }

    private static CRLDistPoint indirect(TestIdentity lists) {
        GeneralName issuer = new GeneralName(X500Name.getInstance(
                lists.certificate().getSubjectX500Principal().getEncoded()));
        return points(new org.bouncycastle.asn1.x509.DistributionPoint(null, null, new GeneralNames(issuer)));
    }

    private static CRLDistPoint points(org.bouncycastle.asn1.x509.DistributionPoint... points) {
        return new CRLDistPoint(points);
    }

    /** Alice, for signing, with these lists and the root's. */
    private TrustDecision decide(RevocationList... lists) {
        List<RevocationList> all = new ArrayList<>(List.of(lists));
        all.add(ofRoot);
        return check(alice, CertificateUse.SIGNING, NOW, all.toArray(RevocationList[]::new));
    }

    private TrustDecision check(TestIdentity leaf, CertificateUse use, Instant at, RevocationList... lists) {
        return trust(pki.trust(), lists).check(leaf.certificate(), leaf.intermediates(), use, at);
    }

    private AnchoredTrust trust(TrustStore store, RevocationList... lists) {
        return trust(store, List.of(lists));
    }

    /** Soft for signing, hard for encryption. */
    private AnchoredTrust trust(TrustStore store, List<RevocationList> lists) {
        RevocationSource source = new RevocationSource() {
            @Override
            public Collection<RevocationList> listsOf(X500Principal issuer) {
                return lists.stream()
                        .filter(list -> list.issuer().equals(issuer))
                        .toList();
            }

            @Override
            public void missing(X509Certificate certificate, X509Certificate issuer) {
                missing.add(certificate);
            }
        };
        return new AnchoredTrust(
                () -> store, POLICY, new RevocationChecking(source, Set.of(CertificateUse.ENCRYPTION)));
    }

    private static void assertUnknown(TrustDecision decision, String words) {
        assertThat(decision).isInstanceOf(TrustDecision.RevocationUnknown.class);
        assertThat(((TrustDecision.RevocationUnknown) decision).detail()).contains(words);
    }
}
