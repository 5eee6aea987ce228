package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.gateway.SendingProfile.AlreadyProtected;
import org.smimegate.gateway.SendingProfile.FailureAction;
import org.smimegate.gateway.SendingProfile.MissingKeyAction;
import org.smimegate.gateway.SendingProfile.Mode;

class ProfileReaderTest {
    @Test
    void shouldUseDefaults_whenNothingIsSet() throws Exception {
        assertThat(ProfileReader.read("partner", Map.of()))
                .isEqualTo(new SendingProfile(
                        "partner",
                        Mode.SIGN_ENCRYPT,
                        SigningMode.DETACHED,
                        Optional.empty(),
                        AlreadyProtected.SKIP,
                        AlreadyProtected.SKIP,
                        new MissingKeyAction.Bounce(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        new FailureAction.Bounce()));
    }

    @Test
    void shouldReadEverySetting() throws Exception {
        Map<String, String> settings = Map.of(
                "mode", "triple",
                "signing", "opaque",
                "credential", "gateway",
                "alreadySigned", "wrap",
                "alreadyEncrypted", "wrap",
                "onMissingKey", "no-key",
                "cipher", "AES-128-GCM",
                "keyTransport", "rsa-oaep",
                "toSender", "true",
                "onFailure", "smime-failed");

        assertThat(ProfileReader.read("x", settings))
                .isEqualTo(new SendingProfile(
                        "x",
                        Mode.TRIPLE,
                        SigningMode.OPAQUE,
                        Optional.of("gateway"),
                        AlreadyProtected.WRAP,
                        AlreadyProtected.WRAP,
                        new MissingKeyAction.ToProcessor("no-key"),
                        Optional.of(ContentCipher.AES_128_GCM),
                        Optional.of(KeyTransport.RSA_OAEP),
                        true,
                        new FailureAction.ToProcessor("smime-failed")));
    }

    @ParameterizedTest
    @CsvSource({
        "mode, both, 'sign, encrypt, sign-encrypt, triple'",
        "signing, Detached, 'detached, opaque'",
        "credential, ' ', 'sender, or an alias'",
        "alreadySigned, yes, 'skip, wrap'",
        "alreadyEncrypted, no, 'skip, wrap'",
        "onMissingKey, ignore, 'bounce, drop, split, clear, or the name of a processor'",
        "onMissingKey, '', 'bounce, drop, split, clear, or the name of a processor'",
        "onMissingKey, Propagate, 'bounce, drop, split, clear, or the name of a processor'",
        "cipher, DES, 'auto, AES-256-GCM, AES-128-GCM, AES-256-CBC, AES-128-CBC'",
        "keyTransport, rsa, 'auto, rsa-oaep, rsa-pkcs1'",
        "toSender, yes, 'false, true'",
        "onFailure, split, 'bounce, drop, or the name of a processor'",
        "onFailure, nomatch, 'bounce, drop, or the name of a processor'",
        "onFailure, matchall, 'bounce, drop, or the name of a processor'",
        "onFailure, ghost, 'bounce, drop, or the name of a processor'",
        "onFailure, two words, 'bounce, drop, or the name of a processor'",
    })
    void shouldRefuse_whenAValueIsUnknown(String name, String value, String expected) {
        assertThatThrownBy(() -> ProfileReader.read("x", Map.of(name, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(name + ": " + value + " (expected: " + expected + ")");
    }

    @Test
    void shouldRefuse_whenASettingIsUnknown() {
        assertThatThrownBy(() -> ProfileReader.read("x", Map.of("onMisingKey", "split")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("onMisingKey: unknown (expected: mode, signing, ");
    }
}
