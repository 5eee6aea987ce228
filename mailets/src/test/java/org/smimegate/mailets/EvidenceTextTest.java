package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class EvidenceTextTest {
    private final TestIdentity bob =
            TestPki.shared().leaf("bob@example.org").serial(0xabc).build();
    private final X509Certificate certificate = bob.certificate();

    @Test
    void shouldSayEverything_whenPassed() {
        assertThat(EvidenceText.of(new SignatureVerdict.Passed(evidence("the list of CA"))))
                .isEqualTo("signature pass; certificate CN=bob@example.org serial abc until "
                        + certificate.getNotAfter().toInstant()
                        + "; chain CN=bob@example.org < CN=Test Issuing CA < CN=Test Root CA"
                        + "; SHA256withRSA SHA-256; signed 2026-01-02T03:04:05Z; not revoked: the list of CA");
    }

    @Test
    void shouldSayWhy_whenNotPassed() {
        assertThat(EvidenceText.of(new SignatureVerdict.Rejected(Reason.REVOKED, "says CA", evidence(""))))
                .startsWith("signature policy (revoked): says CA; certificate CN=bob")
                .endsWith("; signed 2026-01-02T03:04:05Z");
        assertThat(EvidenceText.of(
                        new SignatureVerdict.Rejected(Reason.MALFORMED, "no signer", SignatureEvidence.none())))
                .isEqualTo("signature neutral (malformed): no signer; no certificate; chain none");
    }

    @Test
    void shouldStayOneLine_whateverTheCertificateSays() {
        SignatureVerdict hostile = new SignatureVerdict.PassedUnchecked(evidence(""), "a\r\nb " + "x".repeat(2_000));

        assertThat(EvidenceText.of(hostile)).doesNotContain("\r", "\n").hasSizeLessThan(1_500);
    }

    private SignatureEvidence evidence(String revocation) {
        return new SignatureEvidence(
                Optional.of(certificate),
                bob.fullChain(),
                "SHA-256",
                "SHA256withRSA",
                Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                Optional.empty(),
                revocation);
    }
}
