package org.smimegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmPolicyTest {
    private final AlgorithmPolicy policy = AlgorithmPolicy.year2026(true, true);

    @ParameterizedTest
    @CsvSource({
        "2.16.840.1.101.3.4.2.1, SHA-256",
        "2.16.840.1.101.3.4.2.2, SHA-384",
        "2.16.840.1.101.3.4.2.3, SHA-512",
        "2.16.840.1.101.3.4.2.8, SHA3-256"
    })
    void shouldNameDigest_whenItIsStrong(String oid, String name) {
        assertThat(policy.digestName(oid)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.3.14.3.2.26", "1.2.840.113549.2.5", "2.16.840.1.101.3.4.2.4", "", "1.2.3"})
    void shouldNotNameDigest_whenItIsWeakOrUnknown(String oid) {
        assertThat(policy.digestName(oid)).isEmpty();
    }

    @Test
    void shouldNameCurvesOnly_whenTheyAreAllowed() {
        assertThat(policy.curveName("1.2.840.10045.3.1.7")).contains("P-256");
        assertThat(policy.curveName("1.3.36.3.3.2.8.1.1.7")).isEmpty();
        assertThat(policy.curveName("1.3.132.0.10")).isEmpty();
    }

    @Test
    void shouldHoldTheNumbersOfTheRules_whenYearIs2026() {
        // FAIL-CLOSED rule 16
        assertThat(policy.year()).isEqualTo(2026);
        assertThat(policy.minRsaBits()).isEqualTo(2048);
        assertThat(policy.maxRsaBits()).isEqualTo(8192);
        assertThat(policy.legacyContentCiphers()).hasSize(2);
        assertThat(AlgorithmPolicy.year2026(false, false).legacyRead()).isFalse();
        assertThat(AlgorithmPolicy.year2026(false, false).domainCertificates()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ContentCipher.class)
    void shouldBeFoundByTokenAndOid_whenContentCipher(ContentCipher cipher) {
        assertThat(ContentCipher.ofToken(cipher.token())).contains(cipher);
        assertThat(ContentCipher.ofOid(cipher.oid())).contains(cipher);
        assertThat(cipher.token())
                .startsWith("AES-" + cipher.keyBits())
                .endsWith(cipher.authenticated() ? "GCM" : "CBC");
    }

    @Test
    void shouldSpeakLikeTheContract_whenTokensAreRead() {
        assertThat(Arrays.stream(ContentCipher.values()).map(ContentCipher::token))
                .containsExactly("AES-256-GCM", "AES-128-GCM", "AES-256-CBC", "AES-128-CBC");
        assertThat(KeyTransport.ofToken("rsa-oaep")).contains(KeyTransport.RSA_OAEP);
        assertThat(KeyTransport.ofToken("rsa-pkcs1")).contains(KeyTransport.RSA_PKCS1);
        assertThat(SigningMode.ofToken("detached")).contains(SigningMode.DETACHED);
        assertThat(SigningMode.ofToken("opaque")).contains(SigningMode.OPAQUE);
        assertThat(SignatureHandling.ofToken("keep")).contains(SignatureHandling.KEEP);
        assertThat(SignatureHandling.ofToken("remove")).contains(SignatureHandling.REMOVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DES", "aes-256-gcm", "AES-256-GCM ", "OPAQUE", "RSA_OAEP", "Keep"})
    void shouldFindNothing_whenTokenIsUnknown(String token) {
        assertThat(ContentCipher.ofToken(token)).isEmpty();
        assertThat(KeyTransport.ofToken(token)).isEmpty();
        assertThat(SigningMode.ofToken(token)).isEmpty();
        assertThat(SignatureHandling.ofToken(token)).isEmpty();
    }
}
