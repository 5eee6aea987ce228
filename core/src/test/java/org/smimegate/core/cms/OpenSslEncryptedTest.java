package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Envelopes that OpenSSL makes, in every way it can. */
class OpenSslEncryptedTest {
    private static final String ENTITY = OpenSslSignedTest.ENTITY;
    private static final List<String> GCM = List.of("-aes-128-gcm", "-aes-192-gcm", "-aes-256-gcm");

    private final TestPki pki = TestPki.shared();
    private OpenSsl openssl;
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path folder, @TempDir Path spool) throws Exception {
        openssl = OpenSsl.in(folder);
        opener = TestOpener.in(spool);
    }

    static Stream<Arguments> envelopes() {
        List<String> ciphers =
                List.of("-aes128", "-aes192", "-aes256", "-des3", "-aes-128-gcm", "-aes-192-gcm", "-aes-256-gcm");
        List<List<String>> forms = List.of(List.of(), List.of("-stream", "-crlfeol"), List.of("-keyid"));
        return Stream.of(KeyKind.RSA_2048, KeyKind.P_256, KeyKind.P_384, KeyKind.P_521)
                .flatMap(kind -> ciphers.stream()
                        .flatMap(cipher -> forms.stream().map(form -> Arguments.of(kind, cipher, form))));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void shouldDecrypt_whenOpenSslEncrypted(KeyKind kind, String cipher, List<String> form) throws Exception {
        TestIdentity dave = pki.good("dave@example.net", kind);

        Opened opened = opener.keys(dave).open(encrypt(dave, cipher, form));

        assertDecrypted(opened, GCM.contains(cipher));
    }

    private static void assertDecrypted(Opened opened, boolean gcm) {
        assertThat(opened.verdict().decryption()).contains(Decryption.DECRYPTED);
        assertThat(opened.verdict().layers())
                .extracting(LayerReport::layer)
                .containsExactly(gcm ? Layer.AUTH_ENVELOPED_DATA : Layer.ENVELOPED_DATA);
        assertThat(opened.verdict().signature()).contains(SignatureResult.NONE);
        assertThat(opened.verdict().reason()).isEqualTo(gcm ? Optional.empty() : Optional.of(Reason.UNAUTHENTICATED));
        assertThat(opened.keysUsed()).containsExactly("dave@example.net");
        assertThat(opened.text()).endsWith(ENTITY).contains("X-SMime-Gateway: decrypted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-rc2-40", "-rc2-64", "-rc2-128"})
    void shouldDecryptRc2_whenLegacyReadIsAllowed(String cipher) throws Exception {
        TestIdentity dave = pki.good("dave@example.net");

        assertDecrypted(opener.keys(dave).open(encrypt(dave, cipher, legacy())), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-rc2-128", "-des3"})
    void shouldRefuse_whenLegacyReadIsForbidden(String cipher) throws Exception {
        TestIdentity dave = pki.good("dave@example.net");
        byte[] message = encrypt(dave, cipher, legacy());

        Opened opened =
                opener.keys(dave).with(AlgorithmPolicy.year2026(false, true)).open(message);

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.verdict().reason()).contains(Reason.WEAK_ALGORITHM);
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).endsWith(new String(message, StandardCharsets.ISO_8859_1));
    }

    static Stream<List<String>> oaep() {
        return Stream.of(
                List.of("-keyopt", "rsa_padding_mode:oaep"),
                List.of("-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"),
                List.of(
                        "-keyopt",
                        "rsa_padding_mode:oaep",
                        "-keyopt",
                        "rsa_oaep_md:sha512",
                        "-keyopt",
                        "rsa_mgf1_md:sha1"));
    }

    @ParameterizedTest
    @MethodSource("oaep")
    void shouldDecrypt_whenOpenSslEncryptedWithOaep(List<String> form) throws Exception {
        TestIdentity dave = pki.good("dave@example.net");

        assertDecrypted(opener.keys(dave).open(encrypt(dave, "-aes-256-gcm", form)), true);
    }

    @Test
    void shouldNotDecrypt_whenOaepHasALabel() throws Exception {
        TestIdentity dave = pki.good("dave@example.net");
        List<String> form = List.of("-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_label:0102");

        Opened opened = opener.keys(dave).open(encrypt(dave, "-aes256", form));

        assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "sha224", "sha256", "sha384", "sha512"})
    void shouldDecrypt_whenOpenSslAgreedOnAKey(String digest) throws Exception {
        TestIdentity dave = pki.good("dave@example.net", KeyKind.P_256);
        List<String> form = List.of("-keyopt", "ecdh_kdf_md:" + digest, "-keyopt", "ecdh_cofactor_mode:1");

        assertDecrypted(opener.keys(dave).open(encrypt(dave, "-aes256", form)), false);
    }

    @Test
    void shouldUseOurKey_whenOthersAreAmongTheRecipients() throws Exception {
        TestIdentity carol = pki.good("carol@example.com", KeyKind.P_384);
        TestIdentity erin = pki.good("erin@example.com");
        TestIdentity dave = pki.good("dave@example.net");
        byte[] message = openssl.cmsOutput(
                ENTITY.getBytes(StandardCharsets.US_ASCII),
                "-encrypt",
                "-aes256",
                openssl.certificate(carol),
                openssl.certificate(erin),
                openssl.certificate(dave));

        assertThat(opener.keys(pki.good("frank@example.net"), dave)
                        .open(message)
                        .keysUsed())
                .containsExactly("dave@example.net");
        assertThat(opener.keys(pki.good("frank@example.net"))
                        .open(message)
                        .verdict()
                        .decryption())
                .contains(Decryption.NO_KEY);
    }

    private byte[] encrypt(TestIdentity recipient, String cipher, List<String> form) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("-encrypt", cipher, "-from", "bob@example.org", "-to", "dave@example.net"));
        arguments.addAll(form.stream()
                .filter(f -> !f.contains(":") && !f.equals("-keyopt"))
                .toList());
        arguments.addAll(List.of("-recip", openssl.certificate(recipient)));
        arguments.addAll(form.stream()
                .filter(f -> f.contains(":") || f.equals("-keyopt"))
                .toList());
        return openssl.cmsOutput(ENTITY.getBytes(StandardCharsets.US_ASCII), arguments.toArray(String[]::new));
    }

    private static List<String> legacy() {
        return List.of("-provider", "legacy", "-provider", "default");
    }
}
