package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.attribute;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.RecipientKeyIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Which certificate of a message answers are encrypted to (RFC 8551 section 2.5.3), and with what. */
class KeyOfferTest {
    private static final String BOB = "bob@example.org";
    private static final ASN1ObjectIdentifier MICROSOFT = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.16.4");

    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity SIGNING = PKI.splitPair(BOB).signing();
    private static final TestIdentity OLDER = encryption(BOB, -20);
    private static final TestIdentity NEWER = encryption(BOB, -10);

    private final TestIdentity bob = PKI.good(BOB);
    private final TestIdentity dave = PKI.good("dave@example.net");
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool).keys(dave);
    }

    private static TestIdentity encryption(String address, int since) {
        return PKI.leaf(address)
                .keyUsage(KeyUsage.keyEncipherment)
                .valid(TestPki.days(since), TestPki.days(100))
                .freshKey()
                .build();
    }

    @Test
    void shouldOfferSignersOwn_whenItIsFit() throws Exception {
        KeyOffer offer = offer(signed(bob, List.of(NEWER, bob, PKI.issuing())));

        assertThat(offer.certificate()).isEqualTo(bob.certificate());
        assertThat(offer.author()).hasToString(BOB);
        assertThat(offer.signature()).contains(SignatureResult.PASS);
        assertThat(offer.reason()).isEmpty();
        assertThat(offer.isCertsOnly()).isFalse();
        assertThat(offer.others())
                .containsExactlyInAnyOrder(NEWER.certificate(), PKI.issuing().certificate());
        assertThat(offer.capabilities()).isEmpty();
        assertThat(offer.signed()).isEmpty();
    }

    @Test
    void shouldOfferTheNewestOther_whenSignersOwnOnlySigns() throws Exception {
        assertThat(offer(signed(SIGNING, List.of(SIGNING, OLDER, NEWER, PKI.issuing())))
                        .certificate())
                .isEqualTo(NEWER.certificate());
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("another's", PKI.good("carol@example.org")),
                Arguments.of("of another domain", PKI.domain("example.com")),
                Arguments.of("signs only", PKI.splitPair(BOB).signing()),
                Arguments.of("Ed25519", PKI.good(BOB, KeyKind.ED25519)),
                Arguments.of("no use at all", PKI.wrongKeyUsage(BOB)),
                Arguments.of("web server", PKI.wrongExtendedKeyUsage(BOB)),
                Arguments.of("CA", PKI.caAsLeaf(BOB)),
                Arguments.of(
                        "EC that does not agree",
                        PKI.leaf(BOB)
                                .key(KeyKind.P_256)
                                .keyUsage(KeyUsage.keyEncipherment)
                                .build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void shouldPassOver_whenCertificateIsUnfitOrAnothers(String what, TestIdentity other) throws Exception {
        Attribute preferred = preference(0, issuerAndSerial(other));

        assertThat(opener.open(signed(SIGNING, List.of(SIGNING, other), preferred))
                        .offer())
                .isEmpty();
        assertThat(opener.open(signed(SIGNING, List.of(SIGNING, other))).offer())
                .isEmpty();
        assertThat(offer(signed(bob, List.of(bob, other), preferred)).certificate())
                .isEqualTo(bob.certificate());
    }

    static Stream<TestIdentity> fit() {
        return Stream.of(
                PKI.leaf(BOB).noKeyUsage().noExtendedKeyUsage().build(),
                PKI.good(BOB, KeyKind.P_256),
                PKI.good(BOB, KeyKind.X25519),
                PKI.domain("example.org"),
                TestPki.selfSigned(BOB),
                PKI.expired(BOB),
                CertificateBuilder.selfSigned(BOB).address(BOB).build());
    }

    /** Whether it is believed is another question. */
    @ParameterizedTest
    @MethodSource("fit")
    void shouldOfferAnother_whenItIsFit(TestIdentity other) throws Exception {
        assertThat(offer(signed(SIGNING, List.of(SIGNING, other))).certificate())
                .isEqualTo(other.certificate());
    }

    @Test
    void shouldNotOfferDomainCertificate_whenTheseAreNotAllowed() throws Exception {
        TestOpener strict = opener.with(AlgorithmPolicy.year2026(true, false));

        assertThat(strict.open(signed(SIGNING, List.of(SIGNING, PKI.domain("example.org"))))
                        .offer())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuerAndSerialNumber", "recipientKeyId", "subjectAltKeyIdentifier", "microsoft"})
    void shouldOfferThePreferred_howeverItIsNamed(String form) throws Exception {
        Attribute preferred = switch (form) {
            case "issuerAndSerialNumber" -> preference(0, issuerAndSerial(OLDER));
            case "recipientKeyId" -> preference(1, new RecipientKeyIdentifier(keyId(OLDER)));
            case "subjectAltKeyIdentifier" -> preference(2, new DEROctetString(keyId(OLDER)));
            default -> attribute(MICROSOFT, issuerAndSerial(OLDER));
        };

        KeyOffer offer = offer(signed(bob, List.of(bob, NEWER, OLDER, PKI.issuing()), preferred));

        assertThat(offer.certificate()).isEqualTo(OLDER.certificate());
        assertThat(offer.others())
                .containsExactlyInAnyOrder(
                        bob.certificate(), NEWER.certificate(), PKI.issuing().certificate());
    }

    @Test
    void shouldGoByTheStandard_whenBothPreferencesAreThere() throws Exception {
        Attribute standard = preference(0, issuerAndSerial(OLDER));
        Attribute microsoft = attribute(MICROSOFT, issuerAndSerial(NEWER));

        assertThat(offer(signed(bob, List.of(bob, NEWER, OLDER), microsoft, standard))
                        .certificate())
                .isEqualTo(OLDER.certificate());
    }

    @Test
    void shouldGoOn_whenThePreferredIsNotThere() throws Exception {
        Attribute preferred = preference(0, issuerAndSerial(OLDER));

        assertThat(offer(signed(SIGNING, List.of(SIGNING, NEWER), preferred)).certificate())
                .isEqualTo(NEWER.certificate());
    }

    @Test
    void shouldNameNoPreference_whenItStandsThereTwice() throws Exception {
        Attribute one = preference(0, issuerAndSerial(OLDER));
        Attribute two = preference(0, issuerAndSerial(NEWER));

        assertThat(offer(signed(bob, List.of(bob, NEWER, OLDER), one, two)).certificate())
                .isEqualTo(bob.certificate());
    }

    static Stream<Arguments> capabilities() {
        String aes256Cbc = "2.16.840.1.101.3.4.1.42";
        String aes192Cbc = "2.16.840.1.101.3.4.1.22";
        String aes128Gcm = "2.16.840.1.101.3.4.1.6";
        String tripleDes = "1.2.840.113549.3.7";
        return Stream.of(
                Arguments.of(
                        List.of(aes256Cbc, tripleDes, aes128Gcm),
                        Set.of(ContentCipher.AES_256_CBC, ContentCipher.AES_128_GCM)),
                Arguments.of(List.of(tripleDes, aes192Cbc), Set.of(ContentCipher.AES_128_CBC)),
                Arguments.of(List.of(), Set.of(ContentCipher.AES_128_CBC)));
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void shouldReadCapabilities(List<String> identifiers, Set<ContentCipher> expected) throws Exception {
        assertThat(offer(signed(bob, List.of(bob), capabilities(identifiers))).capabilities())
                .isEqualTo(expected);
    }

    @Test
    void shouldReadSigningTime() throws Exception {
        Instant then = TestPki.days(-2);

        assertThat(offer(signed(bob, List.of(bob), attribute(CMSAttributes.signingTime, new Time(Date.from(then)))))
                        .signed())
                .contains(then);
    }

    /** Whoever altered the content may have altered the attributes. */
    @Test
    void shouldNotBelieveAttributes_whenMessageIsAltered() throws Exception {
        Attribute[] attributes = {
            preference(0, issuerAndSerial(OLDER)),
            capabilities(List.of("1.2.840.113549.3.7")),
            attribute(CMSAttributes.signingTime, new Time(Date.from(TestPki.NOW)))
        };
        String altered = signed(bob, List.of(bob, OLDER), attributes).replace("seven", "eight");

        KeyOffer offer = offer(altered);

        assertThat(offer.signature()).contains(SignatureResult.FAIL);
        assertThat(offer.reason()).contains(Reason.ALTERED);
        assertThat(offer.certificate()).isEqualTo(bob.certificate());
        assertThat(offer.capabilities()).isEmpty();
        assertThat(offer.signed()).isEmpty();
    }

    @Test
    void shouldTakeTheFirstOfTwoSigners_withTheVerdictOnBoth() throws Exception {
        TestIdentity carol = PKI.good("carol@example.com");
        SignerInfo one = new HandMadeSigner(bob).sign(entity());
        SignerInfo two = new HandMadeSigner(carol).sign(entity());

        Opened opened = opener.open(clearSigned(signedData(null, List.of(carol, bob), one, two)));

        assertThat(opened.offer())
                .map(KeyOffer::certificate)
                .isEqualTo(opened.verdict().signerCertificate());
        assertThat(opened.offer().flatMap(KeyOffer::reason)).contains(Reason.ADDRESS_MISMATCH);
    }

    @Test
    void shouldBeASignedOffer_whenSignersCertificateIsMissing() throws Exception {
        KeyOffer offer = offer(signed(SIGNING, List.of(NEWER)));

        assertThat(offer.certificate()).isEqualTo(NEWER.certificate());
        assertThat(offer.reason()).contains(Reason.UNTRUSTED);
        assertThat(offer.isCertsOnly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: bob@example.org\r\nFrom: bob@example.org",
                "From: bob@example.org, carol@example.org",
                "From: team:;",
                "Sender: bob@example.org"
            })
    void shouldOfferNothing_whenThereIsNotOneAuthor(String from) throws Exception {
        String message = signed(bob, List.of(bob)).replace("From: Bob <bob@example.org>", from);

        assertThat(opener.open(message).offer()).isEmpty();
    }

    @Test
    void shouldOfferTheInnermost_whenTripleWrapped() throws Exception {
        TestIdentity gateway = PKI.domain("example.org");
        String inner = SmimeMail.clearSignedEntity(ENTITY, detached(ENTITY, bob));
        String envelope = SmimeMail.opaqueEntity(Envelopes.cbc(bytes(inner), dave), "enveloped-data");
        String message = HEADER + SmimeMail.clearSignedEntity(envelope, detached(envelope, gateway));

        assertThat(offer(message).certificate()).isEqualTo(bob.certificate());
        assertThat(opener.keys(bob).open(message).offer().orElseThrow().certificate())
                .as("what those see who cannot open the envelope")
                .isEqualTo(gateway.certificate());
    }

    @Test
    void shouldOfferFromInsideEncryption() throws Exception {
        String signed = SmimeMail.clearSignedEntity(ENTITY, detached(ENTITY, bob));
        byte[] certificates = signedData(null, List.of(NEWER, PKI.issuing()));
        String certsOnly = SmimeMail.opaqueEntity(certificates, "certs-only");

        assertThat(offer(encrypted(signed)).certificate()).isEqualTo(bob.certificate());
        assertThat(offer(encrypted(certsOnly)).certificate()).isEqualTo(NEWER.certificate());
        assertThat(offer(encrypted(certsOnly)).isCertsOnly()).isTrue();
        assertThat(opener.keys(bob).open(encrypted(signed)).offer()).isEmpty();
    }

    @Test
    void shouldOfferTheNewestFit_whenCertsOnly() throws Exception {
        byte[] certificates = signedData(null, List.of(PKI.issuing(), OLDER, NEWER));

        KeyOffer offer = offer(SmimeMail.opaque(certificates, "certs-only"));

        assertThat(offer.certificate()).isEqualTo(NEWER.certificate());
        assertThat(offer.isCertsOnly()).isTrue();
        assertThat(offer.reason()).isEmpty();
        assertThat(offer.others()).containsExactlyInAnyOrder(PKI.issuing().certificate(), OLDER.certificate());
    }

    @Test
    void shouldBeTheSignersOffer_whenSignedContentIsCertsOnly() throws Exception {
        byte[] certificates = signedData(null, List.of(NEWER));
        String inside = SmimeMail.opaqueEntity(certificates, "certs-only");

        KeyOffer offer = offer(HEADER + SmimeMail.clearSignedEntity(inside, detached(inside, bob)));

        assertThat(offer.certificate()).isEqualTo(bob.certificate());
        assertThat(offer.isCertsOnly()).isFalse();
    }

    @Test
    void shouldOfferNothing_whenTheRootIsNotSmime() throws Exception {
        String list = "Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n"
                + SmimeMail.clearSignedEntity(ENTITY, detached(ENTITY, bob))
                + "\r\n--list\r\n\r\nfooter\r\n--list--\r\n";

        assertThat(opener.open(HEADER + list).offer()).isEmpty();
        assertThat(opener.open(encrypted(list)).offer()).isEmpty();
        assertThat(opener.open(HEADER + ENTITY).offer()).isEmpty();
    }

    @Test
    void shouldOfferNothing_whenAThirdPartIsNotSigned() throws Exception {
        String third =
                HEADER + SmimeMail.multipart(ENTITY, SmimeMail.signaturePart(detached(ENTITY, bob)), "\r\nfooter\r\n");

        Opened opened = opener.open(third);

        assertThat(opened.verdict().reason()).contains(Reason.PARTIALLY_SIGNED);
        assertThat(opened.offer()).isEmpty();
    }

    private KeyOffer offer(String message) throws Exception {
        return opener.open(message).offer().orElseThrow();
    }

    private String encrypted(String entity) throws Exception {
        return SmimeMail.opaque(Envelopes.cbc(bytes(entity), dave), "enveloped-data");
    }

    private static byte[] detached(String entity, TestIdentity signer) throws Exception {
        return signedData(null, List.of(signer), new HandMadeSigner(signer).sign(bytes(entity)));
    }

    private static String signed(TestIdentity signer, List<TestIdentity> certificates, Attribute... attributes)
            throws Exception {
        SignerInfo info = new HandMadeSigner(signer)
                .attributes(standard -> {
                    List<Attribute> all = new ArrayList<>(standard);
                    all.addAll(Arrays.asList(attributes));
                    return all;
                })
                .sign(entity());
        return clearSigned(signedData(null, certificates, info));
    }

    private static String clearSigned(byte[] signature) {
        return SmimeMail.clearSigned(ENTITY, signature);
    }

    private static Attribute preference(int choice, ASN1Encodable value) {
        return attribute(SMIMEAttributes.encrypKeyPref, new DERTaggedObject(false, choice, value));
    }

    private static ASN1Encodable issuerAndSerial(TestIdentity identity) {
        return IssuerAndSerialNumber.getInstance(Identifiers.issuerAndSerial(identity.certificate()));
    }

    private static byte[] keyId(TestIdentity identity) {
        X509Certificate certificate = identity.certificate();
        byte[] extension = ASN1OctetString.getInstance(certificate.getExtensionValue("2.5.29.14"))
                .getOctets();
        return ASN1OctetString.getInstance(extension).getOctets();
    }

    private static Attribute capabilities(List<String> identifiers) {
        ASN1Encodable[] all = identifiers.stream()
                .map(oid -> new DERSequence(new ASN1ObjectIdentifier(oid)))
                .toArray(ASN1Encodable[]::new);
        return attribute(SMIMEAttributes.smimeCapabilities, new DERSequence(all));
    }
}
