package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.KeyKind.P_256;
import static org.smimegate.core.testing.KeyKind.P_384;
import static org.smimegate.core.testing.KeyKind.P_521;
import static org.smimegate.core.testing.KeyKind.RSA_2048;
import static org.smimegate.it.interop.Edge.ENTITY;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.it.harness.RawMail;

/** Alice writes, the gateway protects; OpenSSL reads what crossed the wire and finds what she submitted. */
class OpenSslOutboundIT {
    private static final Map<String, String> CIPHERS = Map.of(
            "AES-256-GCM", "aes-256-gcm",
            "AES-128-GCM", "aes-128-gcm",
            "AES-256-CBC", "aes-256-cbc",
            "AES-128-CBC", "aes-128-cbc");
    private static final Map<String, String> SIGNATURES = Map.of(
            "gateway", "rsaEncryption",
            "pss", "rsassaPss",
            "p_256", "ecdsa-with-SHA256",
            "p_384", "ecdsa-with-SHA384",
            "p_521", "ecdsa-with-SHA512");
    private static final Map<KeyKind, String> AGREEMENTS = Map.of(
            P_256, "dhSinglePass-stdDH-sha256kdf-scheme",
            P_384, "dhSinglePass-stdDH-sha384kdf-scheme",
            P_521, "dhSinglePass-stdDH-sha512kdf-scheme");

    @TempDir
    static Path folder;

    private static Edge edge;
    private static Map<KeyKind, TestIdentity> recipients;
    private static int mails;

    private OpenSslPeer openssl;

    @BeforeAll
    static void start() {
        edge = Edge.in(folder);
        recipients = Stream.of(RSA_2048, P_256, P_384, P_521)
                .collect(Collectors.toMap(kind -> kind, kind -> edge.partner().good(address(kind), kind)));
        recipients.forEach((kind, identity) -> edge.a().partnerCertificate(kind.name(), identity));
        Stream.of(signatures(), rsaEnvelopes(), agreements(), layers())
                .flatMap(cases -> cases)
                .forEach(arguments -> edge.profile((String) arguments.get()[0]));
        edge.start();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void setUp(@TempDir Path files) {
        openssl = OpenSslPeer.in(files);
    }

    static Stream<Arguments> signatures() {
        return SIGNATURES.keySet().stream()
                .sorted()
                .flatMap(credential -> Stream.of("detached", "opaque")
                        .map(form -> Arguments.of(
                                "mode=\"sign\" credential=\"" + credential + "\" signing=\"" + form + "\"",
                                SIGNATURES.get(credential))));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void shouldVerify_whenSigned(String profile, String algorithm) throws Exception {
        RawMail wire = submit(profile, RSA_2048);

        assertThat(openssl.print(wire.bytes())).contains(algorithm);
        assertEntity(openssl.verify(wire.bytes(), edge.a().pki()));
    }

    static Stream<Arguments> rsaEnvelopes() {
        return CIPHERS.keySet().stream()
                .sorted()
                .flatMap(cipher -> Stream.of("rsa-pkcs1", "rsa-oaep")
                        .map(transport -> Arguments.of(
                                encrypting(cipher, transport),
                                CIPHERS.get(cipher),
                                transport.equals("rsa-oaep") ? "rsaesOaep" : "rsaEncryption")));
    }

    @ParameterizedTest
    @MethodSource("rsaEnvelopes")
    void shouldDecrypt_whenEncryptedToRsa(String profile, String cipher, String transport) throws Exception {
        RawMail wire = submit(profile, RSA_2048);

        assertThat(wire.text()).doesNotContain("contract");
        assertThat(openssl.print(wire.bytes())).contains(cipher, transport);
        assertEntity(decrypted(wire.bytes(), RSA_2048));
    }

    static Stream<Arguments> agreements() {
        return Stream.of(P_256, P_384, P_521)
                .flatMap(kind -> CIPHERS.keySet().stream()
                        .sorted()
                        .map(cipher -> Arguments.of(encrypting(cipher, "auto"), CIPHERS.get(cipher), kind)));
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void shouldDecrypt_whenEncryptedToEc(String profile, String cipher, KeyKind kind) throws Exception {
        RawMail wire = submit(profile, kind);

        assertThat(wire.text()).doesNotContain("contract");
        assertThat(openssl.print(wire.bytes())).contains(cipher, AGREEMENTS.get(kind));
        assertEntity(decrypted(wire.bytes(), kind));
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of("mode=\"sign-encrypt\"", RSA_2048),
                Arguments.of("mode=\"sign-encrypt\"", P_384),
                Arguments.of(
                        "mode=\"sign-encrypt\" credential=\"p_256\" signing=\"opaque\" cipher=\"AES-256-GCM\"", P_256),
                Arguments.of(
                        "mode=\"sign-encrypt\" credential=\"pss\" cipher=\"AES-128-GCM\" keyTransport=\"rsa-oaep\"",
                        RSA_2048),
                Arguments.of("mode=\"triple\"", RSA_2048),
                Arguments.of("mode=\"triple\" credential=\"p_384\" signing=\"opaque\" cipher=\"AES-256-GCM\"", P_521));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldOpenLayerByLayer_whenSignedAndEncrypted(String profile, KeyKind kind) throws Exception {
        RawMail wire = submit(profile, kind);

        byte[] envelope = profile.contains("triple")
                ? openssl.verify(wire.bytes(), edge.a().pki())
                : wire.bytes();
        assertThat(wire.text()).doesNotContain("contract");
        assertEntity(openssl.verify(decrypted(envelope, kind), edge.a().pki()));
    }

    private static String encrypting(String cipher, String transport) {
        return "mode=\"encrypt\" cipher=\"" + cipher + "\" keyTransport=\"" + transport + "\"";
    }

    private static RawMail submit(String profile, KeyKind recipient) {
        return edge.submit(address(recipient), edge.profile(profile) + " mail " + mails++);
    }

    private byte[] decrypted(byte[] envelope, KeyKind kind) throws Exception {
        return openssl.decrypt(envelope, recipients.get(kind));
    }

    private static String address(KeyKind kind) {
        return Edge.alias(kind) + "@b.example";
    }

    private static void assertEntity(byte[] content) {
        assertThat(content).asString(ISO_8859_1).isEqualTo(ENTITY);
    }
}
