package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.trust.TrustAssertions.POLICY;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Rule 17: whatever a stranger sends as certificate, the answer is a decision. */
class HostileCertificateTest {
    private final TestPki pki = TestPki.shared();
    private final List<CertificateTrust> trusts =
            List.of(TrustAssertions.trustIn(pki.trust()), new PinnedTrust(POLICY));

    @Test
    void shouldRefuse_whenReadingTheCertificateFails() {
        List<X509Certificate> hostile = List.of(
                new FailingCertificate(() -> {
                    throw new StackOverflowError();
                }),
                new FailingCertificate(() -> {
                    throw new IllegalStateException("as Bouncy Castle does");
                }),
                new FailingCertificate(() -> {
                    throw new CertificateEncodingException();
                }),
                new FailingCertificate(() -> new byte[] {0x30, 0}));

        for (CertificateTrust trust : trusts) {
            assertThat(hostile).allSatisfy(h -> assertRefused(check(trust, h), Reason.MALFORMED, "cannot be read"));
        }
    }

    @Test
    void shouldStillDecide_whenCertificatesThatComeAlongAreUnreadable() {
        TestIdentity alice = pki.good("alice@example.org");
        List<X509Certificate> others = List.of(
                new FailingCertificate(() -> new byte[] {0x30, 0}),
                pki.issuing().certificate());

        assertThat(trusts.get(0).check(alice.certificate(), others, CertificateUse.SIGNING, TestPki.NOW))
                .isInstanceOf(TrustDecision.Trusted.class);
    }

    // Any byte of a good certificate changed: either unreadable, or the signature is void.
    @Test
    void shouldRefuse_whenOneByteIsChanged() {
        byte[] good = TestFiles.der(pki.good("alice@example.org").certificate());
        Random random = new Random(42);
        int readable = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << random.nextInt(8));
            List<X509Certificate> certificate = Certificates.ofDer(bad).stream().toList();
            readable += certificate.size();
            assertThat(certificate)
                    .allSatisfy(c -> assertThat(check(trusts.get(0), c)).isInstanceOf(TrustDecision.Refused.class));
        }
        assertThat(readable).isGreaterThan(100);
    }

    @Test
    void shouldAnswer_whenBytesAreScrambled() {
        byte[] good = TestFiles.der(pki.domain("example.org").certificate());
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Certificates.ofDer(bad).ifPresent(c -> {
                assertThat(check(trusts.get(1), c)).isNotNull();
                assertThat(Coverage.of(c, true)).isNotNull();
                assertThat(Certificates.subject(c)).doesNotContain("\n", "\r", "\u0000");
            });
        }
    }

    private static TrustDecision check(CertificateTrust trust, X509Certificate certificate) {
        return trust.check(certificate, List.of(), CertificateUse.SIGNING, TestPki.NOW);
    }
}
