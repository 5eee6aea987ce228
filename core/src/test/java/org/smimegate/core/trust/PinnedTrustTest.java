package org.smimegate.core.trust;

import static org.smimegate.core.trust.CertificateUse.ENCRYPTION;
import static org.smimegate.core.trust.CertificateUse.SIGNING;
import static org.smimegate.core.trust.TrustAssertions.POLICY;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;
import static org.smimegate.core.trust.TrustAssertions.check;

import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** A pin replaces the path, not the rest: [alice], whoever issued it. */
class PinnedTrustTest {
    private static final String ALICE = "alice@example.org";

    private final TestPki pki = TestPki.shared();
    private final PinnedTrust trust = new PinnedTrust(POLICY);

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldTrustWithoutPath_whenPinned(CertificateUse use) {
        TestIdentity alice = pki.unknownRoot(ALICE);
        TestIdentity bob = CertificateBuilder.selfSigned("bob@example.org").build();

        assertTrusted(check(trust, alice, use), List.of(alice.certificate()));
        assertTrusted(check(trust, bob, use), List.of(bob.certificate()));
    }

    @Test
    void shouldEncryptOnly_whenSelfSignedCertificateSaysCa() {
        TestIdentity alice = TestPki.selfSigned(ALICE);

        assertTrusted(check(trust, alice, ENCRYPTION));
        assertRefused(check(trust, alice, SIGNING), Reason.BAD_KEY_USAGE, "is a certificate of a CA");
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldCheckDates_whenPinned(CertificateUse use) {
        assertRefused(check(trust, pki.expired(ALICE), use), Reason.EXPIRED, "was valid until");
        assertRefused(check(trust, pki.notYetValid(ALICE), use), Reason.NOT_YET_VALID, "is valid from");
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldCheckUsageAndKey_whenPinned(CertificateUse use) {
        assertRefused(check(trust, pki.wrongKeyUsage(ALICE), use), Reason.BAD_KEY_USAGE);
        assertRefused(check(trust, pki.wrongExtendedKeyUsage(ALICE), use), Reason.BAD_KEY_USAGE);
        assertRefused(check(trust, pki.rsa1024(ALICE), use), Reason.WEAK_ALGORITHM);
    }

    @Test
    void shouldRefuse_whenUnknownExtensionIsCritical() {
        TestIdentity alice =
                pki.leaf(ALICE).extension("1.2.3.4.5", true, DERNull.INSTANCE).build();

        assertRefused(check(trust, alice), Reason.UNTRUSTED, "1.2.3.4.5");
    }

    @Test
    void shouldNotAskHowItWasCertified_whenPinned() {
        TestIdentity alice = CertificateBuilder.selfSigned(ALICE)
                .key(KeyKind.RSA_2048)
                .signatureAlgorithm("SHA1withRSA")
                .build();

        assertTrusted(check(trust, alice));
    }
}
