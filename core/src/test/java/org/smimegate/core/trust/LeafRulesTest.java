package org.smimegate.core.trust;

import static org.smimegate.core.trust.CertificateUse.ENCRYPTION;
import static org.smimegate.core.trust.CertificateUse.SIGNING;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;
import static org.smimegate.core.trust.TrustAssertions.check;

import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestPki;

/** RFC 8550 section 4.4 on one leaf each: alice <- issuing <- [root]. */
class LeafRulesTest {
    private static final String ALICE = "alice@example.org";

    private final TestPki pki = TestPki.shared();
    private final AnchoredTrust trust = TrustAssertions.trustIn(pki.trust());

    @ParameterizedTest
    @CsvSource({
        // bits of org.bouncycastle.asn1.x509.KeyUsage; RFC 8550 section 4.4.2
        "RSA_2048, 128, true, false", // digitalSignature
        "RSA_2048, 64, true, false", // nonRepudiation alone is enough to verify
        "RSA_2048, 192, true, false",
        "RSA_2048, 32, false, true", // keyEncipherment
        "RSA_2048, 160, true, true",
        "RSA_2048, 16, false, false", // dataEncipherment
        "RSA_2048, 8, false, false", // keyAgreement says nothing of RSA
        "RSA_2048, 2, false, false", // cRLSign
        "RSA_2048, 0, false, false",
        "P_256, 128, true, false",
        "P_256, 8, false, true",
        "P_256, 32, false, false", // keyEncipherment says nothing of EC
        "P_256, 136, true, true",
        "ED25519, 128, true, false",
        "X25519, 8, false, true",
    })
    void shouldFollowKeyUsage_whenItIsPresent(KeyKind kind, int bits, boolean signs, boolean encrypts) {
        CertificateBuilder alice = pki.leaf(ALICE).key(kind).keyUsage(bits);

        assertFit(alice, SIGNING, signs);
        assertFit(alice, ENCRYPTION, encrypts);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, true, true",
        "P_384, true, true",
        "ED25519, true, false", // cannot be encrypted to
        "X25519, false, true" // cannot sign
    })
    void shouldFollowKeyType_whenKeyUsageIsAbsent(KeyKind kind, boolean signs, boolean encrypts) {
        CertificateBuilder alice = pki.leaf(ALICE).key(kind).noKeyUsage();

        assertFit(alice, SIGNING, signs);
        assertFit(alice, ENCRYPTION, encrypts);
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldRefuse_whenKeyUsageFitsButKeyCannot(CertificateUse use) {
        KeyKind unfit = use == SIGNING ? KeyKind.X25519 : KeyKind.ED25519;
        CertificateBuilder alice =
                pki.leaf(ALICE).key(unfit).keyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement);

        assertRefused(check(trust, alice.build(), use), Reason.BAD_KEY_USAGE, "has a key of type");
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldNameBothUsages_whenKeyUsageIsWrong(CertificateUse use) {
        String expected = use == SIGNING ? "digitalSignature or nonRepudiation" : "keyEncipherment";

        assertRefused(
                check(trust, pki.wrongKeyUsage(ALICE), use),
                Reason.BAD_KEY_USAGE,
                "'CN=alice@example.org' has the key usage cRLSign (expected: " + expected + ")");
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldRefuse_whenExtendedKeyUsageIsForServers(CertificateUse use) {
        assertRefused(
                check(trust, pki.wrongExtendedKeyUsage(ALICE), use),
                Reason.BAD_KEY_USAGE,
                "extended key usage [serverAuth] (expected: emailProtection or any)");
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldTrust_whenExtendedKeyUsageIsAbsentOrAnyOrAmongOthers(CertificateUse use) {
        assertFit(pki.leaf(ALICE).noExtendedKeyUsage(), use, true);
        assertFit(pki.leaf(ALICE).extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage), use, true);
        assertFit(
                pki.leaf(ALICE).extendedKeyUsage(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection),
                use,
                true);
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldRefuse_whenLeafIsCa(CertificateUse use) {
        assertRefused(check(trust, pki.caAsLeaf(ALICE), use), Reason.BAD_KEY_USAGE, "is a certificate of a CA");
        assertRefused(
                check(
                        trust,
                        pki.leaf(ALICE)
                                .keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign)
                                .build(),
                        use),
                Reason.BAD_KEY_USAGE,
                "is a certificate of a CA");
    }

    @Test
    void shouldTrust_whenBasicConstraintsAreAbsent() {
        assertFit(pki.leaf(ALICE).noBasicConstraints(), SIGNING, true);
    }

    // The JDK takes an extension that it cannot read for absent, if it is not critical.
    @Test
    void shouldRefuse_whenUsageCannotBeRead() {
        CertificateBuilder badKeyUsage = pki.leaf(ALICE).noKeyUsage().extension("2.5.29.15", false, ASN1Boolean.TRUE);
        CertificateBuilder badPurpose =
                pki.leaf(ALICE).noExtendedKeyUsage().extension("2.5.29.37", false, ASN1Boolean.TRUE);

        assertRefused(check(trust, badKeyUsage.build()), Reason.BAD_KEY_USAGE, "that cannot be read");
        assertRefused(check(trust, badPurpose.build()), Reason.BAD_KEY_USAGE, "extended key usage []");
    }

    @Test
    void shouldRefuse_whenBasicConstraintsCannotBeRead() {
        CertificateBuilder alice = pki.leaf(ALICE).noBasicConstraints().extension("2.5.29.19", false, ASN1Boolean.TRUE);

        assertRefused(check(trust, alice.build()), Reason.BAD_KEY_USAGE, "basicConstraints that cannot be read");
    }

    private void assertFit(CertificateBuilder builder, CertificateUse use, boolean fit) {
        TrustDecision decision = check(trust, builder.build(), use);
        if (fit) {
            assertTrusted(decision);
        } else {
            assertRefused(decision, Reason.BAD_KEY_USAGE);
        }
    }
}
