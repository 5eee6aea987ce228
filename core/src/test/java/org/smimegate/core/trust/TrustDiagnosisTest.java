package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.core.trust.TrustAssertions.POLICY;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.CrlBuilder;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Diagnosis.Finding;
import org.smimegate.core.trust.Diagnosis.Namesake;

/** Chains are drawn from the leaf to the anchor, which stands in brackets. */
class TrustDiagnosisTest {
    private static final String ALICE = "alice@example.org";
    private static final TestPki PKI = TestPki.shared();

    static Stream<TestIdentity> stories() {
        return Stream.of(
                PKI.good(ALICE),
                PKI.expired(ALICE),
                PKI.notYetValid(ALICE),
                PKI.wrongKeyUsage(ALICE),
                PKI.wrongExtendedKeyUsage(ALICE),
                PKI.caAsLeaf(ALICE),
                PKI.unknownRoot(ALICE),
                PKI.missingIntermediate(ALICE),
                PKI.sha1(ALICE),
                PKI.rsa1024(ALICE),
                TestPki.selfSigned(ALICE),
                PKI.root(),
                PKI.issuing().issue("Too deep").ca().build().issue(ALICE).build(),
                PKI.good("bob@example.org").issue(ALICE).build());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void shouldBeginWithWhatDecided_whateverTheStory(TestIdentity leaf) {
        for (CertificateUse use : CertificateUse.values()) {
            Explained explained = explain(PKI.trust(), leaf, use, Optional.empty());

            if (explained.decision() instanceof TrustDecision.Refused refused) {
                Finding first = explained.diagnosis().findings().get(0);
                assertThat(first.detail()).isEqualTo(refused.detail());
                assertThat(first.reason()).isEqualTo(refused.reason());
            } else {
                assertThat(explained.diagnosis().findings()).isEmpty();
            }
        }
    }

    // alice (everything wrong) <- issuing <- [root]
    @Test
    void shouldTellEveryReason_whenSeveralRulesAreBroken() {
        TestIdentity alice = PKI.leaf(ALICE)
                .valid(days(-9), days(-1))
                .signatureAlgorithm("SHA1withRSA")
                .keyUsage(KeyUsage.cRLSign)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .caFlag()
                .extension("1.2.3.4.5", true, new DEROctetString(new byte[1]))
                .build();

        List<String> details = details(diagnose(PKI.trust(), alice));

        assertThat(details)
                .anyMatch(d -> d.contains("was valid until"))
                .anyMatch(d -> d.contains("certified with SHA1withRSA"))
                .anyMatch(d -> d.contains("has the key usage cRLSign (expected: digitalSignature or nonRepudiation)"))
                .anyMatch(d -> d.contains("has the extended key usage [serverAuth] (expected: emailProtection or any)"))
                .anyMatch(d -> d.contains("is a certificate of a CA"))
                .anyMatch(d -> d.contains("critical extensions that nobody here knows: [1.2.3.4.5]"))
                .doesNotHaveDuplicates();
    }

    // alice (expired) <- missing
    @Test
    void shouldTellDatesAndUsage_whenThereIsNoPathEither() {
        TestIdentity missing = PKI.root().issue("Test Missing CA").ca().build();
        TestIdentity alice = missing.issue(ALICE)
                .valid(days(-9), days(-1))
                .keyUsage(KeyUsage.cRLSign)
                .build();

        Diagnosis diagnosis = diagnose(PKI.anchorsOnly(), alice, List.of());

        assertThat(diagnosis.missing()).contains(new X500Principal("CN=Test Missing CA"));
        assertThat(diagnosis.anchored()).isFalse();
        assertThat(reasons(diagnosis))
                .containsExactlyInAnyOrder(Reason.UNTRUSTED, Reason.EXPIRED, Reason.BAD_KEY_USAGE);
        assertThat(diagnosis.findings().get(0).detail()).contains("'CN=Test Missing CA'", "is missing");
    }

    // alice <- bob (no CA, expired) <- issuing (of TLS only, unconstrained) <- [root]
    @Test
    void shouldSayOfEachCertificateWhatIsWrong_whenCasAreBad() {
        TestIdentity tls = PKI.root()
                .issue("TLS CA")
                .ca()
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .exclude(new GeneralName(GeneralName.rfc822Name, "example.org"))
                .build();
        TestIdentity bob = tls.issue("bob").valid(days(-9), days(-1)).build();
        TestIdentity alice = bob.issue("alice").address(ALICE).build();

        Diagnosis diagnosis = diagnose(PKI.anchorsOnly(), alice);

        assertThat(diagnosis.findings())
                .anyMatch(f -> f.certificate().equals(bob.certificate()) && f.reason() == Reason.EXPIRED)
                .anyMatch(f ->
                        f.certificate().equals(bob.certificate()) && f.detail().contains("is not a CA that may"))
                .anyMatch(f -> f.certificate().equals(tls.certificate()) && f.reason() == Reason.BAD_KEY_USAGE)
                .anyMatch(f -> f.detail().contains("'CN=TLS CA' may not certify the name " + ALICE));
    }

    // alice <- [twin 1], twin 2 stands beside
    @Test
    void shouldTellOfBothCas_whenTheyHaveOneSubject() {
        List<TestIdentity> twins = TestPki.sameSubjectCas(2);
        TestIdentity alice = twins.get(1).issue(ALICE).build();
        TrustStore both =
                TrustStore.of(List.of(twins.get(0).certificate(), twins.get(1).certificate()), List.of());
        TrustStore other = TrustStore.of(List.of(twins.get(0).certificate()), List.of());

        Diagnosis good = diagnose(both, alice);
        Diagnosis bad = diagnose(other, alice);

        Namesake notTheOne = new Namesake(twins.get(0).certificate(), false);
        assertThat(good.anchored()).isTrue();
        assertThat(good.chain().get(0).passedOver()).containsExactly(notTheOne);
        assertThat(good.chain().get(1).certificate()).isEqualTo(twins.get(1).certificate());
        assertThat(bad.anchored()).isFalse();
        assertThat(bad.missing()).isEmpty();
        assertThat(bad.chain().get(0).passedOver()).containsExactly(notTheOne);
        assertThat(details(bad)).anyMatch(d -> d.contains("is known, but its key did not sign"));
    }

    // alice <- issuing (expired, passed over) or renewed (same key) <- [root]
    @Test
    void shouldSayThatAnotherSignedToo_whenItsKeyIsTheSame() {
        CertificateBuilder ca = PKI.root().issue("Renewed CA").ca();
        TestIdentity renewed = ca.build();
        TestIdentity expired = ca.valid(days(-100), days(-1)).build();
        TestIdentity alice = renewed.issue(ALICE).build();

        Diagnosis diagnosis = diagnose(PKI.anchorsOnly(), alice, List.of(expired.certificate(), renewed.certificate()));

        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.chain().get(1).certificate()).isEqualTo(renewed.certificate());
        assertThat(diagnosis.chain().get(0).passedOver()).containsExactly(new Namesake(expired.certificate(), true));
    }

    @Test
    void shouldTellThatItIsRevoked_whenItHasExpiredToo() {
        TestIdentity alice = PKI.expired(ALICE);
        RevocationSource source =
                lists(CrlBuilder.by(PKI.issuing()).revoking(alice, days(-2), CRLReason.keyCompromise));

        Diagnosis diagnosis = explain(PKI.trust(), alice, CertificateUse.SIGNING, soft(source))
                .diagnosis();

        assertThat(reasons(diagnosis)).containsExactly(Reason.EXPIRED, Reason.REVOKED);
        assertThat(details(diagnosis)).anyMatch(d -> d.contains("key compromise"));
    }

    @Test
    void shouldNameEveryCertificateOfWhichNobodyKnows_whenListsAreMissing() {
        TestIdentity alice = PKI.good(ALICE);
        RevocationChecking hard = new RevocationChecking(RevocationSource.NONE, Set.of(CertificateUse.SIGNING));

        Diagnosis diagnosis = explain(PKI.trust(), alice, CertificateUse.SIGNING, Optional.of(hard))
                .diagnosis();
        Diagnosis soft = explain(PKI.trust(), alice, CertificateUse.SIGNING, soft(RevocationSource.NONE))
                .diagnosis();

        assertThat(diagnosis.unknown())
                .containsExactly(alice.certificate(), PKI.issuing().certificate());
        assertThat(reasons(diagnosis)).containsExactly(Reason.REVOCATION_UNKNOWN);
        assertThat(soft.unknown()).isEqualTo(diagnosis.unknown());
        assertThat(soft.findings()).isEmpty();
    }

    @Test
    void shouldAskForNothing_whenListsAreMissing() {
        RevocationSource watched = new RevocationSource() {
            @Override
            public Collection<RevocationList> listsOf(X500Principal issuer) {
                return List.of();
            }

            @Override
            public void missing(X509Certificate certificate, X509Certificate by) {
                throw new AssertionError("a diagnosis fetches nothing");
            }
        };
        TestIdentity alice = PKI.good(ALICE);
        TrustDecision decision = TrustAssertions.check(TrustAssertions.trustIn(PKI.trust()), alice);

        Diagnosis diagnosis = new TrustDiagnosis(PKI.trust(), POLICY, soft(watched))
                .explain(decision, alice.certificate(), Companions.of(List.of()), CertificateUse.SIGNING, NOW);

        assertThat(diagnosis.unknown()).hasSize(2);
    }

    private record Explained(TrustDecision decision, Diagnosis diagnosis) {}

    private static Diagnosis diagnose(TrustStore store, TestIdentity leaf) {
        return explain(store, leaf, CertificateUse.SIGNING, Optional.empty()).diagnosis();
    }

    private static Diagnosis diagnose(TrustStore store, TestIdentity leaf, List<X509Certificate> others) {
        return explain(store, leaf, others, CertificateUse.SIGNING, Optional.empty())
                .diagnosis();
    }

    private static Explained explain(
            TrustStore store, TestIdentity leaf, CertificateUse use, Optional<RevocationChecking> revocation) {
        return explain(store, leaf, leaf.intermediates(), use, revocation);
    }

    private static Explained explain(
            TrustStore store,
            TestIdentity leaf,
            List<X509Certificate> others,
            CertificateUse use,
            Optional<RevocationChecking> revocation) {
        CertificateTrust trust = revocation.isPresent()
                ? new AnchoredTrust(() -> store, POLICY, revocation.get())
                : new AnchoredTrust(() -> store, POLICY);
        TrustDecision decision = trust.check(leaf.certificate(), Companions.of(others), use, NOW);
        Diagnosis diagnosis = new TrustDiagnosis(store, POLICY, revocation)
                .explain(decision, leaf.certificate(), Companions.of(others), use, NOW);
        return new Explained(decision, diagnosis);
    }

    private static RevocationSource lists(CrlBuilder... lists) {
        List<RevocationList> built = Stream.of(lists).map(CrlBuilder::build).toList();
        return issuer ->
                built.stream().filter(list -> list.issuer().equals(issuer)).toList();
    }

    private static Optional<RevocationChecking> soft(RevocationSource source) {
        return Optional.of(new RevocationChecking(source, EnumSet.noneOf(CertificateUse.class)));
    }

    private static List<String> details(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(Finding::detail).toList();
    }

    private static List<Reason> reasons(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(Finding::reason).distinct().toList();
    }
}
