package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeEnvelope.gcmAlgorithm;
import static org.smimegate.core.cms.HandMadeEnvelope.gcmEncrypted;
import static org.smimegate.core.cms.HandMadeEnvelope.transport;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.opaque;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.TrustDecision;

/**
 * FAIL-CLOSED.md rules 2, 4 and 10: of a message that is not opened, nothing is released. Its plaintext is too large for
 * memory, so while it is worked on it lies in a file; that file is gone as soon as the message is known not to be good.
 */
@EnabledOnOs(OS.LINUX)
class PlaintextReleaseTest {
    private static final String LINE = "the confidential figures of this quarter\r\n";
    private static final String CONTENT = "Content-Type: text/plain\r\n\r\n" + LINE.repeat(20_000);

    @TempDir
    Path spool;

    private final TestIdentity dave = TestPki.shared().good("dave@example.net");
    private MessageOpener opener;

    @BeforeEach
    void setUp() throws Exception {
        assertThat(CONTENT.length()).isGreaterThan(2 * SpoolFolder.MEMORY_THRESHOLD);
        opener = new MessageOpener(
                (certificate, others, use, at) -> new TrustDecision.Trusted(List.of(certificate)),
                AlgorithmPolicy.year2026(true, true),
                Limits.defaults(),
                SpoolFolder.open(spool));
    }

    private record Bad(String what, Maker maker, String smimeType) {
        @Override
        public String toString() {
            return what;
        }
    }

    private interface Maker {
        byte[] cms(TestIdentity dave) throws Exception;
    }

    static Stream<Bad> bad() {
        byte[] iv = new byte[16];
        AlgorithmIdentifier cbc = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv));
        return Stream.of(
                new Bad(
                        "last octet of the tag",
                        dave -> gcm(dave, all -> all[all.length - 1] ^= 1),
                        "authEnveloped-data"),
                new Bad(
                        "last octet of the content",
                        dave -> gcm(dave, all -> all[all.length - 17] ^= 1),
                        "authEnveloped-data"),
                new Bad("first octet of the content", dave -> gcm(dave, all -> all[0] ^= 1), "authEnveloped-data"),
                new Bad(
                        "another content key",
                        dave -> new HandMadeEnvelope()
                                .recipient(transport(dave, HandMadeEnvelope.pkcs1(dave, new byte[32])))
                                .gcm(bytes(CONTENT)),
                        "authEnveloped-data"),
                new Bad(
                        "padding of the last block",
                        dave -> {
                            byte[] encrypted = HandMadeEnvelope.cbcEncrypted(bytes(CONTENT), iv);
                            encrypted[encrypted.length - 17] ^= 1;
                            return new HandMadeEnvelope().to(dave).enveloped(cbc, encrypted);
                        },
                        "enveloped-data"),
                new Bad(
                        "a block in the middle",
                        dave -> {
                            byte[] encrypted = HandMadeEnvelope.cbcEncrypted(bytes(CONTENT), iv);
                            encrypted[400_000] ^= 1;
                            return new HandMadeEnvelope().to(dave).enveloped(cbc, encrypted);
                        },
                        "enveloped-data"));
    }

    private interface Change {
        void on(byte[] ciphertextAndTag);
    }

    private static byte[] gcm(TestIdentity dave, Change change) throws Exception {
        byte[] all = gcmEncrypted(bytes(CONTENT), null);
        change.on(all);
        return new HandMadeEnvelope()
                .to(dave)
                .authEnveloped(
                        gcmAlgorithm(16),
                        Arrays.copyOf(all, all.length - 16),
                        null,
                        Arrays.copyOfRange(all, all.length - 16, all.length));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldReleaseNothing_whenTheMessageIsNotGood(Bad bad) throws Exception {
        String message = opaque(bad.maker().cms(dave), bad.smimeType());

        try (OpenedMessage opened = open(message)) {
            assertThat(opened.verdict().decryption())
                    .isNotEmpty()
                    .isNotEqualTo(java.util.Optional.of(Decryption.DECRYPTED));
            assertThat(delivered(opened)).endsWith(message).doesNotContain(LINE.strip());
        }
        assertThat(plaintextFiles()).isEmpty();
        assertThat(spool).isEmptyDirectory();
    }

    /** Opened by nobody yet: between the verdict and the writing only plaintext of good messages is kept. */
    @Test
    void shouldForgetThePlaintext_asSoonAsTheTagIsWrong() throws Exception {
        byte[] bad = gcm(dave, all -> all[all.length - 1] ^= 1);

        try (OpenedMessage opened = open(opaque(bad, "authEnveloped-data"))) {
            assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
            assertThat(plaintextFiles()).isEmpty();
        }
    }

    /** The test would see a file: a good message has one until it is closed, and it has no name. */
    @Test
    void shouldHoldThePlaintextInAFileWithoutName_whenTheMessageIsGood() throws Exception {
        try (OpenedMessage opened = open(opaque(gcm(dave, all -> {}), "authEnveloped-data"))) {
            assertThat(plaintextFiles()).isNotEmpty();
            assertThat(spool).isEmptyDirectory();
            assertThat(delivered(opened)).endsWith(CONTENT);
        }
        assertThat(plaintextFiles()).isEmpty();
    }

    private OpenedMessage open(String message) throws IOException {
        OpenRequest request = new OpenRequest(
                List.of(TestOpener.decryptionKey(dave)), SignatureHandling.REMOVE, "gw.example.net", TestPki.NOW);
        return opener.open(MessageSource.of(bytes(message)), request);
    }

    private static String delivered(OpenedMessage opened) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        opened.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** Open files of this process that are or were in the spool folder. */
    private List<String> plaintextFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(PlaintextReleaseTest::target)
                    .filter(target -> target.startsWith(spool.toAbsolutePath().toString()))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
