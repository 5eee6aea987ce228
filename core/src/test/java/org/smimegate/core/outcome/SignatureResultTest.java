package org.smimegate.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureResultTest {
    @ParameterizedTest
    @CsvSource({"PASS, FAIL, FAIL", "POLICY, FAIL, FAIL", "PASS, NEUTRAL, NEUTRAL", "NONE, PASS, PASS"})
    void shouldGiveTheWorse_whenTwoSignaturesDiffer(SignatureResult one, SignatureResult other, SignatureResult worse) {
        assertThat(one.worse(other)).isEqualTo(worse);
        assertThat(other.worse(one)).isEqualTo(worse);
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureResult.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PASS", "NONE"})
    void shouldNeverBeHiddenByPass_whenOneSignatureIsNotGood(SignatureResult result) {
        assertThat(SignatureResult.PASS.worse(result)).isEqualTo(result);
    }

    @Test
    void shouldSpeakLikeTheContract_whenTokensAreWritten() {
        assertThat(Arrays.stream(SignatureResult.values()).map(SignatureResult::token))
                .containsExactlyInAnyOrder("none", "pass", "fail", "policy", "neutral", "temperror", "permerror");
        assertThat(Arrays.stream(Decryption.values()).map(Decryption::token))
                .containsExactlyInAnyOrder("decrypted", "no-key", "failed", "refused");
        assertThat(Arrays.stream(Layer.values()).map(Layer::token))
                .containsExactlyInAnyOrder(
                        "clear-signed",
                        "signed-data",
                        "enveloped-data",
                        "authEnveloped-data",
                        "compressed-data",
                        "certs-only");
    }

    @ParameterizedTest
    @EnumSource(Layer.class)
    void shouldBeSignatureOrEncryptionOrNeither_whenLayerIsGiven(Layer layer) {
        assertThat(layer.isSignature()).isEqualTo(layer.token().endsWith("signed") || layer == Layer.SIGNED_DATA);
        assertThat(layer.isEncryption())
                .isEqualTo(layer.token().toLowerCase(Locale.ROOT).contains("enveloped"));
    }
}
