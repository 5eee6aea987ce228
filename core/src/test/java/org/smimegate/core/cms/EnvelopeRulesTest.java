package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeEnvelope.CONTENT_KEY;
import static org.smimegate.core.cms.HandMadeEnvelope.gcmAlgorithm;
import static org.smimegate.core.cms.HandMadeEnvelope.gcmEncrypted;
import static org.smimegate.core.cms.HandMadeEnvelope.pkcs1;
import static org.smimegate.core.cms.HandMadeEnvelope.rsa;
import static org.smimegate.core.cms.HandMadeEnvelope.transport;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.entity;
import static org.smimegate.core.cms.SmimeMail.opaque;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.KEKIdentifier;
import org.bouncycastle.asn1.cms.KEKRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** FAIL-CLOSED.md rules 2, 3, 10 and 16 for envelopes. */
class EnvelopeRulesTest {
    private final TestPki pki = TestPki.shared();
    private final TestIdentity dave = pki.good("dave@example.net");
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool).keys(dave);
    }

    @Test
    void shouldDecrypt_whenHandMadeEnvelopeIsRight() throws Exception {
        assertOpened(enveloped(new HandMadeEnvelope().to(dave).cbc(entity())), ENTITY);
        assertOpened(authEnveloped(new HandMadeEnvelope().to(dave).gcm(entity())), ENTITY);
    }

    /** Rule 3: whatever is wrong with a PKCS#1 v1.5 block, and with what it encrypts, looks the same. */
    @Test
    void shouldLookTheSame_whateverIsWrongWithTheContentKey() throws Exception {
        for (boolean gcm : new boolean[] {false, true}) {
            Map<String, Opened> outcomes = new LinkedHashMap<>();
            for (Map.Entry<String, byte[]> wrong : wrongKeys().entrySet()) {
                HandMadeEnvelope envelope = new HandMadeEnvelope().recipient(transport(dave, wrong.getValue()));
                outcomes.put(
                        wrong.getKey(),
                        gcm ? authEnveloped(envelope.gcm(entity())) : enveloped(envelope.cbc(entity())));
            }
            LayerReport failed = new LayerReport(
                    gcm ? Layer.AUTH_ENVELOPED_DATA : Layer.ENVELOPED_DATA,
                    Optional.of(Decryption.FAILED),
                    List.of(),
                    Optional.empty(),
                    gcm ? "AES-256-GCM" : "AES-256-CBC",
                    "could not be decrypted");
            assertThat(outcomes).allSatisfy((what, opened) -> {
                assertThat(opened.verdict().layers()).containsExactly(failed);
                assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
                assertThat(opened.verdict().reason()).isEmpty();
                assertThat(opened.verdict().signature()).contains(SignatureResult.NONE);
                assertThat(opened.keysUsed()).isEmpty();
            });
        }
    }

    private Map<String, byte[]> wrongKeys() throws Exception {
        int size =
                ((RSAPublicKey) dave.certificate().getPublicKey()).getModulus().bitLength() / 8;
        Map<String, byte[]> wrong = new LinkedHashMap<>();
        wrong.put("another key", pkcs1(dave, new byte[32]));
        wrong.put("a shorter key", pkcs1(dave, new byte[16]));
        wrong.put("a longer key", pkcs1(dave, new byte[33]));
        wrong.put("an empty key", pkcs1(dave, new byte[0]));
        wrong.put("block type 1", rsa("RSA/ECB/NoPadding", dave, block(size, 1, 0xff, size - 33)));
        wrong.put("block type 2, no separator", rsa("RSA/ECB/NoPadding", dave, block(size, 2, 0xff, size)));
        wrong.put("separator too early", rsa("RSA/ECB/NoPadding", dave, block(size, 2, 0xff, 5)));
        wrong.put("zero", new byte[size]);
        wrong.put("one", rsa("RSA/ECB/NoPadding", dave, BigInteger.ONE.toByteArray()));
        wrong.put("random", rsa("RSA/ECB/NoPadding", dave, block(size, 0x42, 0x17, size - 1)));
        wrong.put("above the modulus", filled(size, 0xff));
        wrong.put("too long", filled(size + 1, 1));
        wrong.put("too short", filled(20, 1));
        wrong.put("empty", new byte[0]);
        return wrong;
    }

    /** 00, type, filling, 00 at separator, then the right content key as far as there is room. */
    private static byte[] block(int size, int type, int filling, int separator) {
        byte[] block = filled(size, filling);
        block[0] = 0;
        block[1] = (byte) type;
        if (separator < size) {
            block[separator] = 0;
            System.arraycopy(CONTENT_KEY, 0, block, separator + 1, Math.min(32, size - separator - 1));
        }
        return block;
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void shouldLookTheSame_whenThePaddingOfTheContentIsWrong() throws Exception {
        byte[] encrypted = HandMadeEnvelope.cbcEncrypted(entity(), new byte[16]);
        encrypted[encrypted.length - 20] ^= 1;
        byte[] cut = Arrays.copyOf(encrypted, encrypted.length - 3);

        assertFailed(enveloped(cbcOf(encrypted)));
        assertFailed(enveloped(cbcOf(cut)));
        assertFailed(enveloped(cbcOf(new byte[0])));
    }

    private byte[] cbcOf(byte[] encrypted) throws Exception {
        AlgorithmIdentifier cbc =
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16]));
        return new HandMadeEnvelope().to(dave).enveloped(cbc, encrypted);
    }

    /** Rule 3: the second RecipientInfo for a key would open it, but is not tried. */
    @Test
    void shouldTryOneRecipientInfoPerKey_whenSeveralNameIt() throws Exception {
        RecipientInfo wrong = transport(dave, pkcs1(dave, new byte[32]));

        assertFailed(enveloped(new HandMadeEnvelope().recipient(wrong).to(dave).cbc(entity())));
        assertOpened(enveloped(new HandMadeEnvelope().to(dave).recipient(wrong).cbc(entity())), ENTITY);
    }

    @Test
    void shouldRefuse_whenThereIsAPasswordRecipient() throws Exception {
        RecipientInfo password = new RecipientInfo(new PasswordRecipientInfo(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.9")),
                new DEROctetString(new byte[40])));

        Opened opened =
                enveloped(new HandMadeEnvelope().to(dave).recipient(password).cbc(entity()));

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.text()).doesNotContain("paragraph");
    }

    @Test
    void shouldDecrypt_whenAKeyEncryptionKeyRecipientIsThereToo() throws Exception {
        RecipientInfo kek = new RecipientInfo(new KEKRecipientInfo(
                new KEKIdentifier(new byte[4], null, null),
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap),
                new DEROctetString(new byte[40])));

        assertOpened(enveloped(new HandMadeEnvelope().recipient(kek).to(dave).cbc(entity())), ENTITY);
    }

    @Test
    void shouldRefuse_whenThereAre501Recipients() throws Exception {
        HandMadeEnvelope envelope = new HandMadeEnvelope().to(dave);
        TestIdentity carol = pki.good("carol@example.com");
        for (int i = 0; i < 499; i++) {
            envelope.recipient(transport(carol, new byte[] {(byte) (i >> 8), (byte) i}));
        }
        assertOpened(enveloped(envelope.cbc(entity())), ENTITY);

        Opened opened =
                enveloped(envelope.recipient(transport(carol, new byte[3])).cbc(entity()));

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.verdict().reason()).contains(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void shouldBeMalformed_whenThereIsNoRecipient() throws Exception {
        Opened opened = enveloped(new HandMadeEnvelope().cbc(entity()));

        assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
        assertThat(opened.verdict().reason()).contains(Reason.MALFORMED);
    }

    @Test
    void shouldRefuse_whenGcmComesWithoutItsTag() throws Exception {
        byte[] all = gcmEncrypted(entity(), null);
        byte[] encrypted = Arrays.copyOf(all, all.length - 16);

        Opened opened = enveloped(new HandMadeEnvelope().to(dave).enveloped(gcmAlgorithm(16), encrypted));

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.verdict().reason()).contains(Reason.UNAUTHENTICATED);
    }

    @Test
    void shouldNotOpen_whenGcmIsWrappedAgainAsCbc() throws Exception {
        byte[] all = gcmEncrypted(entity(), null);

        assertFailed(enveloped(cbcOf(Arrays.copyOf(all, all.length / 16 * 16))));
    }

    @Test
    void shouldRefuse_whenTagIsShort() throws Exception {
        byte[] all = gcmEncrypted(entity(), null);
        byte[] encrypted = Arrays.copyOf(all, all.length - 16);
        byte[] mac = Arrays.copyOfRange(all, all.length - 16, all.length - 4);

        Opened announced =
                authEnveloped(new HandMadeEnvelope().to(dave).authEnveloped(gcmAlgorithm(12), encrypted, null, mac));
        Opened hidden =
                authEnveloped(new HandMadeEnvelope().to(dave).authEnveloped(gcmAlgorithm(16), encrypted, null, mac));

        assertThat(announced.verdict().decryption()).contains(Decryption.REFUSED);
        assertFailed(hidden);
    }

    @Test
    void shouldFail_whenAuthenticatedContentOrTagIsAltered() throws Exception {
        byte[] all = gcmEncrypted(entity(), null);
        byte[] encrypted = Arrays.copyOf(all, all.length - 16);
        byte[] mac = Arrays.copyOfRange(all, all.length - 16, all.length);
        HandMadeEnvelope envelope = new HandMadeEnvelope().to(dave);

        assertFailed(authEnveloped(envelope.authEnveloped(gcmAlgorithm(16), flipped(encrypted, 100), null, mac)));
        assertFailed(authEnveloped(envelope.authEnveloped(gcmAlgorithm(16), encrypted, null, flipped(mac, 0))));
        assertFailed(authEnveloped(
                envelope.authEnveloped(gcmAlgorithm(16), Arrays.copyOf(encrypted, encrypted.length - 1), null, mac)));
        assertFailed(authEnveloped(envelope.authEnveloped(gcmAlgorithm(16), encrypted, null, new byte[0])));
    }

    @Test
    void shouldAuthenticateAttributes_whenThereAreSome() throws Exception {
        var attribute = HandMadeSigner.attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data);
        var other = HandMadeSigner.attribute(CMSAttributes.contentType, CMSObjectIdentifiers.signedData);
        HandMadeEnvelope envelope = new HandMadeEnvelope().to(dave);
        byte[] all = gcmEncrypted(entity(), new DERSet(attribute));
        byte[] encrypted = Arrays.copyOf(all, all.length - 16);
        byte[] mac = Arrays.copyOfRange(all, all.length - 16, all.length);

        assertOpened(authEnveloped(envelope.gcm(entity(), attribute)), ENTITY);
        assertFailed(authEnveloped(envelope.authEnveloped(gcmAlgorithm(16), encrypted, new DERSet(other), mac)));
        assertFailed(authEnveloped(envelope.authEnveloped(gcmAlgorithm(16), encrypted, null, mac)));
    }

    @Test
    void shouldFail_whenCbcComesAsAuthenticated() throws Exception {
        AlgorithmIdentifier cbc =
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16]));

        assertFailed(authEnveloped(new HandMadeEnvelope()
                .to(dave)
                .authEnveloped(cbc, HandMadeEnvelope.cbcEncrypted(entity(), new byte[16]), null, new byte[16])));
    }

    @Test
    void shouldFail_whenCipherIsUnknown() throws Exception {
        AlgorithmIdentifier des = new AlgorithmIdentifier(OIWObjectIdentifiers.desCBC, new DEROctetString(new byte[8]));

        Opened opened = enveloped(new HandMadeEnvelope().to(dave).enveloped(des, new byte[64]));

        assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
    }

    static Stream<Arguments> gadgets() {
        String block = "\u0013\u00c4\u0007\u00fe\u0090x\u0000\u00a1\u00d9\u0002\u00e7'\u008b\u0006\u00f1\u00bb";
        String html = "Content-Type: text/html\r\n\r\n<p>hello</p>\r\n";
        return Stream.of(
                Arguments.of(
                        "in a field", "Content-Type: text/html\r\nContent-Description: " + block + "\r\n\r\nhello"),
                Arguments.of("in a 7bit body", html + "<img a=\"" + block + "\" src=\"http://x/\">"),
                Arguments.of(
                        "in a quoted-printable body",
                        html.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n") + block),
                Arguments.of(
                        "in an 8bit body",
                        html.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n") + block),
                Arguments.of(
                        "in html said to be binary",
                        html.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: binary\r\n\r\n") + block),
                Arguments.of("in base64", ENTITY.replace("AAECAwQF", "AAEC" + block + "AwQF")),
                Arguments.of("in a part's field", ENTITY.replace("octet-stream", "octet-stream; n=" + block)),
                Arguments.of("in the preamble", ENTITY.replace("b1\r\n\r\n--b1", "b1\r\n\r\n" + block + "\r\n--b1")),
                Arguments.of("in the epilogue", ENTITY + block));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gadgets")
    void shouldStayClosed_whenContentShowsTracesOfAGadget(String where, String content) throws Exception {
        byte[] cms = new HandMadeEnvelope().to(dave).cbc(bytes(content));

        Opened opened = enveloped(cms);

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.verdict().reason()).contains(Reason.UNAUTHENTICATED);
        assertThat(opened.verdict().signature()).contains(SignatureResult.NONE);
        assertThat(opened.keysUsed()).isEmpty();
        assertThat(opened.text()).endsWith(opaque(cms, "enveloped-data"));
        assertOpened(authEnveloped(new HandMadeEnvelope().to(dave).gcm(bytes(content))), content);
    }

    static Stream<String> harmless() {
        return Stream.of(
                "Content-Type: text/plain; charset=utf-8\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n",
                "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\u00fc\u00dfe\r\n",
                "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\u001b$B$\"\u001b(B\r\n",
                "Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n%PDF\u0000\u0001\u00ff\r\n");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void shouldOpen_whenEightBitIsWhatItShouldBe(String content) throws Exception {
        assertOpened(enveloped(new HandMadeEnvelope().to(dave).cbc(bytes(content))), content);
    }

    /** A gadget outside of what the inner signature covers. */
    @Test
    void shouldStayClosed_whenGadgetIsBesideASignedPart() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        byte[] signature = HandMadeSigner.signedData(
                null, List.of(bob), new HandMadeSigner(bob).sign(bytes("\r\nGr\u00fc\u00dfe")));
        String signed = SmimeMail.clearSignedEntity("\r\nGr\u00fc\u00dfe", signature);

        assertOpened(enveloped(new HandMadeEnvelope().to(dave).cbc(bytes(signed))), signed);
        assertThat(enveloped(new HandMadeEnvelope()
                                .to(dave)
                                .cbc(bytes(signed.replace("This is", "Th\u00f1\u0001\u0002is"))))
                        .verdict()
                        .decryption())
                .contains(Decryption.REFUSED);
    }

    static Stream<byte[]> badPoints() {
        byte[] offCurve = filled(65, 5);
        offCurve[0] = 4;
        byte[] compressedOff = filled(33, 0xff);
        compressedOff[0] = 2;
        return Stream.of(offCurve, compressedOff, new byte[] {0}, new byte[0], new byte[65], filled(64, 4));
    }

    @ParameterizedTest
    @MethodSource("badPoints")
    void shouldFail_whenTheSendersKeyIsNotOnOurCurve(byte[] point) throws Exception {
        TestIdentity erin = pki.good("erin@example.net", KeyKind.P_256);
        AlgorithmIdentifier unsaid = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey);

        assertFailed(opener.keys(erin).open(opaque(agreed(erin, unsaid, point), "enveloped-data")));
    }

    @Test
    void shouldFail_whenTheSendersKeyIsOfAnotherCurve() throws Exception {
        TestIdentity erin = pki.good("erin@example.net", KeyKind.P_256);
        AlgorithmIdentifier p384 =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp384r1);

        assertFailed(opener.keys(erin).open(opaque(agreed(erin, p384, filled(97, 4)), "enveloped-data")));
    }

    @Test
    void shouldFail_whenX25519SecretWouldBeZero() throws Exception {
        TestIdentity erin = pki.good("erin@example.net", KeyKind.X25519);
        AlgorithmIdentifier x25519 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.110"));

        Opened opened = opener.keys(erin).open(opaque(agreed(erin, x25519, new byte[32]), "enveloped-data"));

        assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
    }

    /** Parameters of RSA-OAEP that make libraries throw what they do not announce. */
    @Test
    void shouldFail_whenTheKeyTransportIsOdd() throws Exception {
        ASN1Encodable mask = new DERTaggedObject(1, new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1));
        for (ASN1Encodable parameters :
                List.of(new DERSequence(mask), new DEROctetString(new byte[3]), new DERSequence(new DERSequence()))) {
            RecipientInfo odd = new RecipientInfo(new KeyTransRecipientInfo(
                    new RecipientIdentifier(HandMadeEnvelope.issuerAndSerial(dave)),
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, parameters),
                    new DEROctetString(new byte[256])));

            assertFailed(enveloped(new HandMadeEnvelope().recipient(odd).cbc(entity())));
        }
    }

    static Stream<Arguments> oddAgreements() throws Exception {
        TestIdentity erin = TestPki.shared().good("erin@example.net", KeyKind.P_256);
        AlgorithmIdentifier wrap = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);
        AlgorithmIdentifier scheme =
                new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, wrap);
        OriginatorIdentifierOrKey staticKey = new OriginatorIdentifierOrKey(HandMadeEnvelope.issuerAndSerial(erin));
        OriginatorIdentifierOrKey own =
                new OriginatorIdentifierOrKey(OriginatorPublicKey.getInstance(SubjectPublicKeyInfo.getInstance(
                                erin.certificate().getPublicKey().getEncoded())
                        .toASN1Primitive()));
        ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4");
        return Stream.of(
                Arguments.of("a static key of the sender", erin, staticKey, scheme, 40),
                Arguments.of("our own key as the sender's", erin, own, scheme, 40),
                Arguments.of("unknown scheme", erin, own, new AlgorithmIdentifier(unknown, wrap), 40),
                Arguments.of("unknown wrapping", erin, own, within(scheme, new AlgorithmIdentifier(unknown)), 40),
                Arguments.of("no wrapping", erin, own, new AlgorithmIdentifier(scheme.getAlgorithm()), 40),
                Arguments.of("wrapped key too short", erin, own, scheme, 3),
                Arguments.of("no wrapped key", erin, own, scheme, 0),
                Arguments.of("a huge wrapped key", erin, own, scheme, 8_000));
    }

    private static AlgorithmIdentifier within(AlgorithmIdentifier scheme, AlgorithmIdentifier wrap) {
        return new AlgorithmIdentifier(scheme.getAlgorithm(), wrap);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddAgreements")
    void shouldFail_whenTheKeyAgreementIsOdd(
            String what,
            TestIdentity recipient,
            OriginatorIdentifierOrKey originator,
            AlgorithmIdentifier scheme,
            int wrappedSize)
            throws Exception {
        byte[] cms = agreed(recipient, originator, scheme, new byte[wrappedSize]);

        assertFailed(opener.keys(recipient).open(opaque(cms, "enveloped-data")));
    }

    private static byte[] agreed(TestIdentity recipient, AlgorithmIdentifier type, byte[] point) throws Exception {
        AlgorithmIdentifier wrap = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);
        return agreed(
                recipient,
                new OriginatorIdentifierOrKey(new OriginatorPublicKey(type, point)),
                new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, wrap),
                new byte[40]);
    }

    private static byte[] agreed(
            TestIdentity recipient, OriginatorIdentifierOrKey originator, AlgorithmIdentifier scheme, byte[] wrapped)
            throws Exception {
        RecipientEncryptedKey key = new RecipientEncryptedKey(
                new KeyAgreeRecipientIdentifier(HandMadeEnvelope.issuerAndSerial(recipient)),
                new DEROctetString(wrapped));
        KeyAgreeRecipientInfo info = new KeyAgreeRecipientInfo(originator, null, scheme, new DERSequence(key));
        return new HandMadeEnvelope().recipient(new RecipientInfo(info)).cbc(entity());
    }

    private Opened enveloped(byte[] cms) throws Exception {
        return opener.open(opaque(cms, "enveloped-data"));
    }

    private Opened authEnveloped(byte[] cms) throws Exception {
        return opener.open(opaque(cms, "authEnveloped-data"));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    private static void assertOpened(Opened opened, String content) {
        assertThat(opened.verdict().decryption()).contains(Decryption.DECRYPTED);
        assertThat(opened.text()).endsWith(content);
    }

    private static void assertFailed(Opened opened) {
        assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
        assertThat(opened.verdict().reason()).isEmpty();
        assertThat(opened.verdict().layers().get(0).detail()).isEqualTo("could not be decrypted");
        assertThat(opened.text()).doesNotContain("X-SMime-Gateway", "paragraph");
    }
}
