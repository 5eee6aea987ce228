package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;

import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.TestPki;

/** Rule 13: a pin replaces the path, not what the issuer says. */
class VouchedTrustTest {
    private final X509Certificate certificate =
            TestPki.shared().good("bob@example.org").certificate();
    private final X509Certificate ca = TestPki.shared().issuing().certificate();
    private final TrustDecision pinned = new TrustDecision.Trusted(List.of(certificate));

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REVOKED", "REVOCATION_UNKNOWN", "MALFORMED"})
    void shouldRefuse_whenTheIssuerObjectsOrCannotBeHeard(Reason reason) {
        TrustDecision refused = new TrustDecision.Refused(reason, "by the list", List.of(certificate, ca));

        assertThat(check(refused, pinned)).isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"UNTRUSTED", "WEAK_ALGORITHM", "EXPIRED"})
    void shouldBelieve_whenThePathAloneIsNoGood(Reason reason) {
        assertThat(check(new TrustDecision.Refused(reason, "no path", List.of()), pinned))
                .isEqualTo(pinned);
    }

    @Test
    void shouldSaySo_whenRevocationIsUnknownAndThatIsAllowed() {
        TrustDecision unknown = new TrustDecision.RevocationUnknown(List.of(certificate, ca), "no list");

        assertThat(check(unknown, pinned))
                .isEqualTo(new TrustDecision.RevocationUnknown(List.of(certificate), "no list"));
    }

    @Test
    void shouldKeepWhatSaysThatItIsNotRevoked() {
        TrustDecision trusted = new TrustDecision.Trusted(List.of(certificate, ca), "list of CA");

        assertThat(check(trusted, pinned)).isEqualTo(new TrustDecision.Trusted(List.of(certificate), "list of CA"));
    }

    @Test
    void shouldRefuse_whenThePinDoesNotHelp() {
        TrustDecision expired = new TrustDecision.Refused(Reason.EXPIRED, "yesterday", List.of(certificate));

        assertThat(check(new TrustDecision.Trusted(List.of(certificate, ca)), expired))
                .isEqualTo(expired);
        assertThat(check(new TrustDecision.RevocationUnknown(List.of(), "no list"), expired))
                .isEqualTo(expired);
    }

    private TrustDecision check(TrustDecision byPath, TrustDecision byPin) {
        return new VouchedTrust((c, others, use, at) -> byPath, (c, others, use, at) -> byPin)
                .check(certificate, List.of(ca), CertificateUse.ENCRYPTION, NOW);
    }
}
