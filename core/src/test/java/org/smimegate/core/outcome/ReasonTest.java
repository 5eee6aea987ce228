package org.smimegate.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {
    /** The contract's table of reasons. */
    @ParameterizedTest
    @CsvSource({
        "altered, fail",
        "untrusted, policy",
        "expired, policy",
        "not-yet-valid, policy",
        "revoked, policy",
        "address-mismatch, policy",
        "bad-key-usage, policy",
        "weak-algorithm, policy",
        "partially-signed, policy",
        "malformed, neutral",
        "no-signer, neutral",
        "limit-exceeded, neutral",
        "revocation-unknown, temperror",
        "unauthenticated, none"
    })
    void shouldHaveTheResultOfTheTable_whenReasonIsGiven(String token, String result) {
        assertThat(Arrays.stream(Reason.values()).filter(r -> r.token().equals(token)))
                .singleElement()
                .extracting(r -> r.result().token())
                .isEqualTo(result);
    }

    @Test
    void shouldListNoOtherReason_whenTableHasFourteen() {
        assertThat(Reason.values()).hasSize(14);
    }

    @Test
    void shouldPass_whenRevocationIsUnknownAndSoft() {
        SignatureVerdict soft = new SignatureVerdict.PassedUnchecked(SignatureEvidence.none(), "no CRL");

        assertThat(soft.result()).isEqualTo(SignatureResult.PASS);
        assertThat(soft.reason()).contains(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void shouldTakeResultOfReason_whenSignatureIsRejected() {
        SignatureVerdict rejected =
                new SignatureVerdict.Rejected(Reason.ALTERED, "digest differs", SignatureEvidence.none());

        assertThat(rejected.result()).isEqualTo(SignatureResult.FAIL);
        assertThat(rejected.reason()).contains(Reason.ALTERED);
    }

    @Test
    void shouldHaveNoReason_whenSignaturePassed() {
        SignatureVerdict passed = new SignatureVerdict.Passed(SignatureEvidence.none());

        assertThat(passed.result()).isEqualTo(SignatureResult.PASS);
        assertThat(passed.reason()).isEmpty();
        assertThat(passed.detail()).isEmpty();
    }
}
