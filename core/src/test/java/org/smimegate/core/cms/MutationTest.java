package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/**
 * Thousands of damaged messages, the same in every run. Every one ends in a value; and nothing is believed that was not
 * protected.
 */
class MutationTest {
    private static final int MUTATIONS = 200;

    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity DAVE = PKI.good("dave@example.net");
    private static final TestIdentity ERIN = PKI.good("erin@example.net", KeyKind.P_256);

    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool)
                .keys(DAVE, ERIN)
                .trusting(new AnchoredTrust(PKI::anchorsOnly, AlgorithmPolicy.year2026(true, true)))
                .removing();
    }

    /** A CMS object and the message around it. */
    record Sample(byte[] cms, UnaryOperator<String> around, String smimeType) {
        String message(byte[] damaged) {
            return HEADER + around.apply(SmimeMail.base64(damaged));
        }
    }

    static Stream<Arguments> samples() throws Exception {
        byte[] detached = signedData(null, List.of(BOB, PKI.issuing()), new HandMadeSigner(BOB).sign(entity()));
        byte[] opaque = signedData(entity(), List.of(BOB, PKI.issuing()), new HandMadeSigner(BOB).sign(entity()));
        String inner = SmimeMail.clearSignedEntity(ENTITY, detached);
        String opaqueInner = SmimeMail.opaqueEntity(opaque, "signed-data");
        return Stream.of(
                Arguments.of("clear-signed", clear(detached)),
                Arguments.of("opaque", pkcs7(opaque, "signed-data")),
                Arguments.of("gcm", pkcs7(Envelopes.gcm(entity(), DAVE), "authEnveloped-data")),
                Arguments.of("gcm, signed", pkcs7(Envelopes.gcm(bytes(inner), DAVE), "authEnveloped-data")),
                Arguments.of("cbc, signed", pkcs7(Envelopes.cbc(bytes(inner), DAVE), "enveloped-data")),
                Arguments.of("cbc, opaque", pkcs7(Envelopes.cbc(bytes(opaqueInner), DAVE), "enveloped-data")),
                Arguments.of("compressed, opaque", pkcs7(Envelopes.compressed(bytes(opaqueInner)), "compressed-data")));
    }

    private static Sample pkcs7(byte[] cms, String smimeType) {
        return new Sample(
                cms,
                base64 -> "Content-Type: application/pkcs7-mime; smime-type=" + smimeType + "; name=smime.p7m\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n" + base64,
                smimeType);
    }

    private static Sample clear(byte[] signature) {
        return new Sample(
                signature,
                base64 -> SmimeMail.multipart(
                        ENTITY,
                        "Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                + base64),
                "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void shouldNeverVerifyAnythingElse_whenCmsObjectIsDamaged(String name, Sample sample) throws Exception {
        AsProtected.assertVerified(opener.open(sample.message(sample.cms())), BOB);
        Random random = new Random(20260105);

        for (int i = 0; i < MUTATIONS; i++) {
            check(bytes(sample.message(mutated(sample.cms(), random))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void shouldNeverVerifyAnythingElse_whenMessageIsDamaged(String name, Sample sample) throws Exception {
        byte[] message = bytes(sample.message(sample.cms()));
        Random random = new Random(20260106);

        for (int i = 0; i < MUTATIONS; i++) {
            check(mutated(message, random));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void shouldEndInAValue_whenMessageIsCutOff(String name, Sample sample) throws Exception {
        byte[] message = bytes(sample.message(sample.cms()));

        for (int length = 0; length < message.length; length += 211) {
            check(Arrays.copyOf(message, length));
        }
    }

    /** Bytes of the fields that say what is what, one after the other. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void shouldNeverVerifyAnythingElse_whenAByteAtTheStartOfTheObjectIsChanged(String name, Sample sample)
            throws Exception {
        for (int at = 0; at < Math.min(420, sample.cms().length); at += 3) {
            byte[] damaged = sample.cms().clone();
            damaged[at] ^= (byte) (1 << at % 8);
            check(bytes(sample.message(damaged)));
        }
    }

    private void check(byte[] message) throws Exception {
        long start = System.nanoTime();
        Opened opened = opener.open(message);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        AsProtected.check(opened, BOB);
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(24, bytes.length - at));
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes = joined(bytes, at, new byte[0], at + length);
            case 3 -> bytes = joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
            default -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                bytes = joined(bytes, at, noise, at);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int headEnd, byte[] middle, int tailStart) {
        byte[] joined = Arrays.copyOf(bytes, headEnd + middle.length + bytes.length - tailStart);
        System.arraycopy(middle, 0, joined, headEnd, middle.length);
        System.arraycopy(bytes, tailStart, joined, headEnd + middle.length, bytes.length - tailStart);
        return joined;
    }
}
