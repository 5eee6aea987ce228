package org.smimegate.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageVerdictTest {
    @Test
    void shouldNotBeVerified_whenMessageIsPlain() {
        assertThat(MessageVerdict.notSmime().isSmime()).isFalse();
        assertThat(MessageVerdict.notSmime().isVerified()).isFalse();
    }

    @Test
    void shouldBeVerified_whenSignaturePassed() {
        assertThat(verdict(Optional.empty(), SignatureResult.PASS, Layer.CLEAR_SIGNED)
                        .isVerified())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = SignatureResult.class, mode = EnumSource.Mode.EXCLUDE, names = "PASS")
    void shouldNotBeVerified_whenSignedAndResultIsNotPass(SignatureResult result) {
        assertThat(verdict(Optional.empty(), result, Layer.SIGNED_DATA).isVerified())
                .isFalse();
        assertThat(verdict(Optional.of(Decryption.DECRYPTED), result, Layer.ENVELOPED_DATA, Layer.SIGNED_DATA)
                        .isVerified())
                .isFalse();
    }

    @Test
    void shouldBeVerified_whenOnlyEncryptedAndFullyOpened() {
        // DESIGN, SMimeGatewayVerified: encrypted-only and fully opened matches.
        assertThat(verdict(Optional.of(Decryption.DECRYPTED), SignatureResult.NONE, Layer.AUTH_ENVELOPED_DATA)
                        .isVerified())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Decryption.class, mode = EnumSource.Mode.EXCLUDE, names = "DECRYPTED")
    void shouldNotBeVerified_whenEncryptedLayerStaysClosed(Decryption decryption) {
        assertThat(verdict(Optional.of(decryption), SignatureResult.NONE, Layer.ENVELOPED_DATA)
                        .isVerified())
                .isFalse();
        assertThat(verdict(Optional.of(decryption), SignatureResult.PASS, Layer.CLEAR_SIGNED, Layer.ENVELOPED_DATA)
                        .isVerified())
                .isFalse();
    }

    @Test
    void shouldNotBeVerified_whenOnlyCompressedOrCertificates() {
        assertThat(verdict(Optional.empty(), SignatureResult.NONE, Layer.COMPRESSED_DATA)
                        .isVerified())
                .isFalse();
        assertThat(verdict(Optional.empty(), SignatureResult.NONE, Layer.CERTS_ONLY)
                        .isVerified())
                .isFalse();
    }

    @Test
    void shouldNotChange_whenListGivenChanges() {
        List<LayerReport> layers = new ArrayList<>(List.of(report(Layer.CERTS_ONLY)));
        MessageVerdict verdict = new MessageVerdict(
                layers, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        layers.clear();

        assertThat(verdict.layers()).hasSize(1);
    }

    private static MessageVerdict verdict(Optional<Decryption> decryption, SignatureResult result, Layer... layers) {
        List<LayerReport> reports =
                List.of(layers).stream().map(MessageVerdictTest::report).toList();
        return new MessageVerdict(
                reports, decryption, Optional.of(result), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static LayerReport report(Layer layer) {
        return new LayerReport(layer, Optional.empty(), List.of(), Optional.empty(), "", "");
    }
}
