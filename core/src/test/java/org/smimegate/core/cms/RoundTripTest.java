package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.Protecting.encrypt;
import static org.smimegate.core.cms.Protecting.protect;
import static org.smimegate.core.cms.Protecting.signer;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/** What one gateway protects, another opens. */
class RoundTripTest {
    private static final String MESSAGE = SmimeMail.HEADER + SmimeMail.ENTITY;

    private final TestPki pki = TestPki.shared();
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool)
                .trusting(new AnchoredTrust(pki::anchorsOnly, AlgorithmPolicy.year2026(false, true)))
                .with(AlgorithmPolicy.year2026(false, true))
                .removing();
    }

    static Stream<Arguments> ways() {
        List<KeyKind> signers = List.of(KeyKind.RSA_2048, KeyKind.P_256, KeyKind.P_384, KeyKind.P_521, KeyKind.ED25519);
        List<KeyKind> readers = List.of(KeyKind.RSA_2048, KeyKind.P_256, KeyKind.P_384, KeyKind.P_521, KeyKind.X25519);
        return Stream.of(ContentCipher.values())
                .flatMap(cipher -> Stream.of(0, 1, 2, 3, 4)
                        .flatMap(i -> Stream.of(KeyTransport.values())
                                .map(transport -> Arguments.of(
                                        signers.get((i + cipher.ordinal()) % 5), readers.get(i), cipher, transport))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldBeVerifiedAndTheSame_whenSignedAndEncrypted(
            KeyKind signer, KeyKind reader, ContentCipher cipher, KeyTransport transport) throws Exception {
        TestIdentity bob = pki.good("bob@example.org", signer);
        TestIdentity dave = pki.good("dave@example.net", reader);
        SigningMode mode = SigningMode.values()[cipher.ordinal() % 2];

        Opened opened = opener.keys(dave)
                .open(protect(
                        MESSAGE,
                        new ProtectionStep.Sign(signer(bob), mode),
                        encrypt(cipher, transport, pki.good("carol@example.com"), dave)));

        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.keysUsed()).containsExactly("dave@example.net");
        assertThat(opened.text()).endsWith(MESSAGE);
    }

    @Test
    void shouldBeVerifiedAndTheSame_whenTripleWrapped() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        TestIdentity dave = pki.good("dave@example.net");
        ProtectionStep sign = new ProtectionStep.Sign(signer(bob), SigningMode.DETACHED);

        Opened opened = opener.keys(dave)
                .open(protect(MESSAGE, sign, encrypt(ContentCipher.AES_256_CBC, KeyTransport.RSA_PKCS1, dave), sign));

        assertThat(opened.verdict().layers()).hasSize(3);
        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.text()).endsWith(MESSAGE);
    }

    @Test
    void shouldStayClosed_whenNoneOfOurKeysIsMeant() throws Exception {
        byte[] message = protect(
                MESSAGE, encrypt(ContentCipher.AES_256_GCM, KeyTransport.RSA_OAEP, pki.good("carol@example.com")));

        Opened opened = opener.keys(pki.good("dave@example.net")).open(message);

        assertThat(opened.verdict().decryption()).contains(Decryption.NO_KEY);
        assertThat(opened.delivered()).endsWith(message);
    }
}
