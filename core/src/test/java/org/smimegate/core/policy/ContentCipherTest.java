package org.smimegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is written is of this type, so what it does not hold is never written. */
class ContentCipherTest {
    @Test
    void shouldHoldNoOldCipher() {
        AlgorithmPolicy policy = AlgorithmPolicy.year2026(true, true);

        assertThat(ContentCipher.values())
                .allMatch(cipher -> cipher.token().startsWith("AES-"))
                .allMatch(cipher -> cipher.keyBits() >= 128);
        assertThat(Arrays.stream(ContentCipher.values()).map(ContentCipher::oid))
                .doesNotContainAnyElementsOf(policy.legacyContentCiphers());
    }

    @Test
    void shouldBeFoundByNoOldName() {
        for (String old : new String[] {"DES-EDE3-CBC", "3DES", "RC2-CBC", "DES-CBC", "AES-256-ECB", "AES"}) {
            assertThat(ContentCipher.ofToken(old)).as(old).isEmpty();
        }
        for (String old : AlgorithmPolicy.year2026(true, true).legacyContentCiphers()) {
            assertThat(ContentCipher.ofOid(old)).as(old).isEmpty();
        }
    }
}
