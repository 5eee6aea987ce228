package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.clearSigned;
import static org.smimegate.core.cms.SmimeMail.entity;
import static org.smimegate.core.cms.SmimeMail.opaque;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.testing.CpuTime;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/**
 * FAIL-CLOSED.md rules 15 to 17: what a stranger can make the gateway do. Each message is read a few times at most,
 * however it is made, and costs less than a second of CPU time: most some milliseconds, so that the bound does not fail
 * on a slow machine.
 */
class HostileCostTest {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final int MOST_PASSES = 4;
    private static final int SMALL = 512 * 1024;

    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity DAVE = PKI.good("dave@example.net");
    private static final TestIdentity ERIN = PKI.good("erin@example.net", KeyKind.P_256);

    @TempDir
    Path spool;

    private SpoolFolder folder;

    @BeforeEach
    void setUp() throws Exception {
        folder = SpoolFolder.open(spool);
    }

    /** What is loaded and compiled with the first message is not the price of a hostile one. */
    @BeforeAll
    static void warmUp(@TempDir Path spool) throws Exception {
        TestOpener opener = TestOpener.in(spool).keys(DAVE, ERIN);
        for (int i = 0; i < 5; i++) {
            opener.open(clearSigned(ENTITY, signed(null, sign())));
            opener.open(opaque(Envelopes.cbc(entity(), DAVE), "enveloped-data"));
            opener.open(opaque(Envelopes.compressed(entity()), "compressed-data"));
        }
    }

    private record Hostile(String what, Maker maker, Optional<Reason> reason) {
        Hostile instead(Optional<Reason> other) {
            return new Hostile(what, maker, other);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private interface Maker {
        String message() throws Exception;
    }

    static Stream<Hostile> hostile() {
        return Stream.of(mime(), signatures(), envelopes(), numbers()).flatMap(all -> all);
    }

    private static Stream<Hostile> mime() {
        return Stream.of(
                limit("17 levels of multipart", () -> HEADER + nested(17)),
                limit("5,000 levels of multipart", () -> HEADER + nested(5_000)),
                limit("1,001 parts", () -> HEADER + parts(1_001)),
                limit("50,000 parts", () -> HEADER + parts(50_000)),
                limit("a header line of 65 KB", () -> "Subject: " + "x".repeat(65 * 1024) + "\r\n" + HEADER + ENTITY),
                limit("a header line of 4 MB", () -> "Subject: " + "x".repeat(4 << 20) + "\r\n" + HEADER + ENTITY),
                limit("a header of 257 KB", () -> "Subject: x\r\n".repeat(22_000) + HEADER + ENTITY),
                limit("headers of parts, 2 MB", () -> HEADER + partsWithHeaders(100, 20_000)),
                limit("11,000 fields", () -> HEADER + partsWithFields(110, 100)),
                limit("a boundary line of 4 MB", () -> HEADER + ENTITY.replace("--b1--", "--b1" + " ".repeat(4 << 20))),
                limit("17 levels inside an envelope", () -> opaque(Envelopes.cbc(bytes(nested(17)), DAVE), "x"))
                        .instead(Optional.empty()),
                limit("17 levels inside a signature", () -> signedOpaque(nested(17))),
                limit("five layers", HostileCostTest::fiveLayers));
    }

    private static Stream<Hostile> signatures() {
        return Stream.of(
                limit("5 signers", () -> clearSigned(ENTITY, signed(null, five(sign())))),
                limit(
                        "21 certificates",
                        () -> clearSigned(ENTITY, signedData(null, Collections.nCopies(21, BOB), sign()))),
                limit("2,000 signed attributes", () -> clearSigned(ENTITY, signed(null, manyAttributes()))),
                limit("an attribute 2,000 levels deep", () -> clearSigned(ENTITY, signed(null, deepAttribute()))),
                limit("an object 500,000 levels deep", () -> opaque(deep(), "signed-data"))
                        .instead(Optional.of(Reason.MALFORMED)),
                limit("content in 500,000 pieces", HostileCostTest::pieces).instead(Optional.of(Reason.MALFORMED)),
                limit(
                        "an object over the limit",
                        () -> opaque(
                                signed(new byte[2 * SMALL], new HandMadeSigner(BOB).sign(new byte[2 * SMALL])),
                                "signed-data")));
    }

    private static Stream<Hostile> envelopes() {
        return Stream.of(
                limit("501 recipients", () -> opaque(recipients(501).cbc(entity()), "enveloped-data")),
                limit("501 recipients of one key agreement", () -> opaque(agreed(501), "enveloped-data")),
                limit("a bomb of 4 MB", () -> opaque(Envelopes.compressed(new byte[4 << 20]), "compressed-data")),
                limit(
                                "a bomb in a bomb",
                                () -> opaque(
                                        Envelopes.compressed(Envelopes.compressed(new byte[4 << 20])),
                                        "compressed-data"))
                        .instead(Optional.of(Reason.MALFORMED)),
                limit(
                        "more than may be expanded",
                        () -> opaque(Envelopes.compressed(noise(SMALL + 1)), "compressed-data")));
    }

    private static Stream<Hostile> numbers() {
        return Stream.of(
                limit("an RSA modulus of 16,384 bits", () -> signedBy(rsa(16_384, 65_537))),
                limit(
                        "an RSA exponent of 2,047 bits",
                        () -> signedBy(rsa(2048, BigInteger.ONE.shiftLeft(2046).add(BigInteger.ONE)))),
                limit("an even RSA exponent", () -> signedBy(rsa(2048, 65_536))));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldCostLittle(Hostile hostile) throws Exception {
        Counted message = new Counted(bytes(hostile.maker().message()));
        MessageVerdict[] verdict = new MessageVerdict[1];

        Duration cost = CpuTime.of(() -> verdict[0] = open(message));

        assertThat(verdict[0].isVerified()).isFalse();
        assertThat(message.read()).isLessThanOrEqualTo(MOST_PASSES * message.size());
        assertThat(cost).isLessThan(BOUND);
    }

    /** Without signed attributes each try hashes the content anew: one try for each signer, whoever poses as them. */
    @Test
    void shouldReadTheContentOnceForEachSigner_whenThereAreNoSignedAttributes() throws Exception {
        long serial = BOB.certificate().getSerialNumber().longValueExact();
        List<TestIdentity> posers = Stream.generate(() ->
                        PKI.leaf("bob@example.org").serial(serial).freshKey().build())
                .limit(3)
                .toList();
        String content = "Content-Type: text/plain\r\n\r\n" + "x\r\n".repeat(200_000);
        SignerInfo signer = new HandMadeSigner(BOB).withoutAttributes().sign(bytes(content));
        Counted message =
                new Counted(bytes(clearSigned(content, signedData(null, posers, signer, signer, signer, signer))));

        assertThat(open(message).isVerified()).isFalse();
        assertThat(message.read()).isLessThan((MOST_PASSES + 5) * message.size());
    }

    /** The same for plain mail with what only headers can hold. */
    static Stream<String> plain() {
        return Stream.of(
                "From: " + "a@x.org,".repeat(25_000),
                "From: " + "(".repeat(60_000),
                "From: " + "=?utf-8?q?=22?= ".repeat(4_000),
                "Content-Type: multipart/signed" + ";a=b".repeat(15_000),
                "Content-Type: multipart/signed" + ";a*0*=utf-8''%22".repeat(4_000),
                "Content-Type: application/pkcs7-mime; name=\"" + "\\\"".repeat(30_000),
                "Content-Type: application/octet-stream; name=" + "=?utf-8?b?LnA3bQ==?= ".repeat(3_000),
                "Authentication-Results: gw.example.net" + "; smime = pass (".repeat(4_000),
                "Authentication-Results: " + "xn--a.".repeat(10_000),
                ("Authentication-Results: " + "\u00c3\u00bc".repeat(125) + "; smime=pass\r\n").repeat(900) + "X: y");
    }

    @ParameterizedTest
    @MethodSource("plain")
    void shouldCostLittle_whenAHeaderIsOdd(String field) throws Exception {
        Counted message = new Counted(bytes(field + "\r\n" + HEADER + "\r\nhello\r\n"));

        Duration cost = CpuTime.of(() -> open(message));
        assertThat(cost).isLessThan(BOUND);
    }

    private MessageVerdict open(MessageSource message) throws IOException {
        AlgorithmPolicy policy = AlgorithmPolicy.year2026(true, true);
        List<DecryptionKey> keys = List.of(TestOpener.decryptionKey(DAVE), TestOpener.decryptionKey(ERIN));
        OpenRequest request = new OpenRequest(keys, SignatureHandling.REMOVE, "gw.example.net", TestPki.NOW);
        Limits limits = new Limits(2 * SMALL, SMALL, 100, 4, 500, 4, 20, 5);
        MessageOpener opener = new MessageOpener(new AnchoredTrust(PKI::trust, policy), policy, limits, folder);
        try (OpenedMessage opened = opener.open(message, request)) {
            opened.writeTo(OutputStream.nullOutputStream());
            return opened.verdict();
        }
    }

    private static Hostile limit(String what, Maker maker) {
        return new Hostile(what, maker, Optional.of(Reason.LIMIT_EXCEEDED));
    }

    private static String nested(int levels) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < levels; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
        }
        return text.append("\r\nat the bottom\r\n").toString();
    }

    private static String parts(int number) {
        return "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(number) + "--b--\r\n";
    }

    private static String partsWithHeaders(int number, int size) {
        String part = "--b\r\nContent-Description: " + "x".repeat(size) + "\r\n\r\nx\r\n";
        return "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part.repeat(number) + "--b--\r\n";
    }

    private static String partsWithFields(int number, int fields) {
        String part = "--b\r\n" + "X: y\r\n".repeat(fields) + "\r\nx\r\n";
        return "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part.repeat(number) + "--b--\r\n";
    }

    private static String fiveLayers() throws Exception {
        String inside = ENTITY;
        for (int i = 0; i < 5; i++) {
            inside = SmimeMail.opaqueEntity(Envelopes.compressed(bytes(inside)), "compressed-data");
        }
        return HEADER + inside;
    }

    private static SignerInfo sign() throws Exception {
        return new HandMadeSigner(BOB).sign(entity());
    }

    private static SignerInfo[] five(SignerInfo signer) {
        return Collections.nCopies(5, signer).toArray(SignerInfo[]::new);
    }

    private static byte[] signed(byte[] content, SignerInfo... signers) throws Exception {
        return signedData(content, List.of(BOB), signers);
    }

    private static String signedOpaque(String content) throws Exception {
        return opaque(signed(bytes(content), new HandMadeSigner(BOB).sign(bytes(content))), "signed-data");
    }

    private static SignerInfo manyAttributes() throws Exception {
        return new HandMadeSigner(BOB)
                .attributes(attributes -> {
                    IntStream.range(0, 2_000)
                            .mapToObj(i ->
                                    HandMadeSigner.attribute(new ASN1ObjectIdentifier("1.2.3." + i), DERNull.INSTANCE))
                            .forEach(attributes::add);
                    return attributes;
                })
                .sign(entity());
    }

    private static SignerInfo deepAttribute() throws Exception {
        ASN1Encodable deep = DERNull.INSTANCE;
        for (int i = 0; i < 2_000; i++) {
            deep = new DERTaggedObject(true, 0, deep);
        }
        ASN1Encodable value = deep;
        return new HandMadeSigner(BOB)
                .attributes(attributes -> {
                    attributes.add(HandMadeSigner.attribute(new ASN1ObjectIdentifier("1.2.3"), value));
                    return attributes;
                })
                .sign(entity());
    }

    private static byte[] deep() {
        byte[] deep = new byte[1_000_000];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x80;
        }
        return deep;
    }

    private static String pieces() throws Exception {
        byte[] plain = signed(new byte[0], new HandMadeSigner(BOB).sign(new byte[0]));
        int content = indexOf(plain, new byte[] {0x24, (byte) 0x80}) + 2;
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(plain, 0, content);
        for (int i = 0; i < 500_000; i++) {
            many.write(4);
            many.write(0);
        }
        many.write(plain, content, plain.length - content);
        return opaque(many.toByteArray(), "signed-data");
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        return IntStream.range(0, bytes.length)
                .filter(i -> Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length))
                .findFirst()
                .orElseThrow();
    }

    private static HandMadeEnvelope recipients(int number) throws Exception {
        HandMadeEnvelope envelope = new HandMadeEnvelope().to(DAVE);
        for (int i = 1; i < number; i++) {
            envelope.recipient(HandMadeEnvelope.transport(BOB, new byte[] {(byte) (i >> 8), (byte) i}));
        }
        return envelope;
    }

    private static byte[] agreed(int number) throws Exception {
        RecipientEncryptedKey key = new RecipientEncryptedKey(
                new KeyAgreeRecipientIdentifier(HandMadeEnvelope.issuerAndSerial(ERIN)),
                new DEROctetString(new byte[40]));
        KeyAgreeRecipientInfo info = new KeyAgreeRecipientInfo(
                new OriginatorIdentifierOrKey(new OriginatorPublicKey(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey), new byte[65])),
                null,
                new AlgorithmIdentifier(
                        SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme,
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap)),
                new DERSequence(Collections.nCopies(number, key).toArray(ASN1Encodable[]::new)));
        return new HandMadeEnvelope().recipient(new RecipientInfo(info)).cbc(entity());
    }

    /** What cannot be compressed. */
    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new java.util.Random(1).nextBytes(noise);
        return noise;
    }

    private static PublicKey rsa(int bits, long exponent) throws Exception {
        return rsa(bits, BigInteger.valueOf(exponent));
    }

    private static PublicKey rsa(int bits, BigInteger exponent) throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static String signedBy(PublicKey key) throws Exception {
        KeyPair pair = new KeyPair(key, BOB.key());
        TestIdentity signer =
                PKI.leaf("bob@example.org").key(KeyKind.RSA_2048, pair).build();
        return clearSigned(ENTITY, signedData(null, List.of(signer), new HandMadeSigner(signer).sign(entity())));
    }

    /** Counts what is read of a message. */
    private static final class Counted implements MessageSource {
        private final MessageSource source;
        private final AtomicLong read = new AtomicLong();

        Counted(byte[] message) {
            source = MessageSource.of(message);
        }

        long read() {
            return read.get();
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public InputStream open(long from, long to) throws IOException {
            return new FilterInputStream(source.open(from, to)) {
                @Override
                public int read() throws IOException {
                    int b = super.read();
                    read.addAndGet(b < 0 ? 0 : 1);
                    return b;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = super.read(bytes, offset, length);
                    read.addAndGet(Math.max(0, count));
                    return count;
                }
            };
        }
    }
}
