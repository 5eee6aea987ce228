package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.attribute;
import static org.smimegate.core.cms.HandMadeSigner.messageDigest;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.clearSigned;
import static org.smimegate.core.cms.SmimeMail.clearSignedEntity;
import static org.smimegate.core.cms.SmimeMail.entity;
import static org.smimegate.core.cms.SmimeMail.multipart;
import static org.smimegate.core.cms.SmimeMail.opaque;
import static org.smimegate.core.cms.SmimeMail.opaqueEntity;
import static org.smimegate.core.cms.SmimeMail.signaturePart;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/**
 * FAIL-CLOSED.md rules 6 to 8 against forgers who have real certificates and Bob's real signatures: nothing passes that
 * Bob, the From address, did not sign as it stands. Each case says what OpenSSL thinks of the same bytes, which knows
 * nothing of From addresses.
 */
class HostileSignatureTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity CAROL = PKI.good("carol@example.com");
    private static final String OTHER = ENTITY.replace("seven", "eight");

    private TestOpener opener;
    private OpenSsl openssl;

    @BeforeEach
    void setUp(@TempDir Path spool, @TempDir Path folder) throws Exception {
        opener = TestOpener.in(spool)
                .trusting(new AnchoredTrust(PKI::anchorsOnly, AlgorithmPolicy.year2026(true, true)));
        openssl = OpenSsl.in(folder);
    }

    private enum OpenSslSays {
        VERIFIED,
        FAILED
    }

    /** A message, what we must say of it, and what OpenSSL says. */
    private record Forgery(String what, Maker maker, Reason reason, OpenSslSays opinion) {
        @Override
        public String toString() {
            return what;
        }
    }

    private interface Maker {
        String message() throws Exception;
    }

    static Stream<Forgery> forgeries() {
        return Stream.of(signatures(), objects(), attributes(), structures()).flatMap(forgeries -> forgeries);
    }

    private static Stream<Forgery> signatures() {
        return Stream.of(
                new Forgery(
                        "Bob's signature of another message",
                        () -> clearSigned(OTHER, detached(BOB)),
                        Reason.ALTERED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "Carol's signature, and Bob's of another message",
                        () -> clearSigned(OTHER, signed(null, sign(CAROL, OTHER), sign(BOB, ENTITY))),
                        Reason.ALTERED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "Bob's good signature, and Carol's",
                        () -> clearSigned(ENTITY, signed(null, sign(BOB, ENTITY), sign(CAROL, ENTITY))),
                        Reason.ADDRESS_MISMATCH,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "Carol's signature, counter-signed by Bob",
                        () -> clearSigned(ENTITY, signed(null, counterSigned())),
                        Reason.ADDRESS_MISMATCH,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "Carol's signature, Bob's certificate first",
                        () -> clearSigned(
                                ENTITY, signedData(null, List.of(BOB, CAROL, PKI.issuing()), sign(CAROL, ENTITY))),
                        Reason.ADDRESS_MISMATCH,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "nobody signed, but Bob's certificate is there",
                        () -> clearSigned(ENTITY, signed(null)),
                        Reason.NO_SIGNER,
                        OpenSslSays.FAILED),
                new Forgery(
                        "Bob signed the outside, Carol what is inside",
                        () -> HEADER
                                + signedBy(BOB, opaqueEntity(signed(entity(), sign(CAROL, ENTITY)), "signed-data")),
                        Reason.ADDRESS_MISMATCH,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "Carol signed the outside, Bob what is inside",
                        () -> HEADER
                                + signedBy(CAROL, opaqueEntity(signed(entity(), sign(BOB, ENTITY)), "signed-data")),
                        Reason.ADDRESS_MISMATCH,
                        OpenSslSays.VERIFIED));
    }

    private static Stream<Forgery> objects() {
        return Stream.of(
                new Forgery(
                        "content inside a detached signature, the same",
                        () -> clearSigned(ENTITY, signed(entity(), sign(BOB, ENTITY))),
                        Reason.MALFORMED,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "content inside a detached signature, Bob's; another one outside",
                        () -> clearSigned(OTHER, signed(entity(), sign(BOB, ENTITY))),
                        Reason.MALFORMED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "content inside that is no octet string (PKCS #7)",
                        () -> opaque(sequenceInside(), "signed-data"),
                        Reason.MALFORMED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "opaque without content",
                        () -> opaque(detached(BOB), "signed-data"),
                        Reason.MALFORMED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "opaque, of nothing at all",
                        () -> opaque(signed(new byte[0], sign(BOB, "")), "signed-data"),
                        Reason.MALFORMED,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "another object behind the first",
                        () -> opaque(joined(opaqueObject(BOB), opaqueObject(CAROL)), "signed-data"),
                        Reason.MALFORMED,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "a byte behind the object",
                        () -> opaque(joined(opaqueObject(BOB), bytes("A")), "signed-data"),
                        Reason.MALFORMED,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "an object behind the detached signature",
                        () -> clearSigned(ENTITY, joined(detached(BOB), detached(CAROL))),
                        Reason.MALFORMED,
                        OpenSslSays.VERIFIED));
    }

    private static Stream<Forgery> attributes() {
        return Stream.of(
                new Forgery(
                        "signed attributes taken away",
                        () -> clearSigned(ENTITY, signed(null, without(sign(BOB, ENTITY), null))),
                        Reason.ALTERED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "signed attributes moved to the unsigned ones",
                        () -> clearSigned(ENTITY, signed(null, moved(sign(BOB, ENTITY)))),
                        Reason.ALTERED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "signed attributes as opaque content",
                        () -> opaque(attributesAsContent(), "signed-data"),
                        Reason.ALTERED,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "signed attributes as the first part, with other line ends",
                        HostileSignatureTest::attributesAsPart,
                        Reason.ALTERED,
                        OpenSslSays.VERIFIED),
                new Forgery(
                        "two values of messageDigest, the second one fits",
                        () -> clearSigned(
                                OTHER,
                                signed(null, sign(BOB, ENTITY, with(messageDigest(digest(ENTITY), digest(OTHER)))))),
                        Reason.MALFORMED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "digest said to be SHA-512",
                        () -> clearSigned(
                                ENTITY, signed(null, saying(sign(BOB, ENTITY), NISTObjectIdentifiers.id_sha512))),
                        Reason.ALTERED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "messageDigest only among the unsigned attributes",
                        () -> clearSigned(
                                ENTITY,
                                signed(
                                        null,
                                        without(
                                                sign(BOB, ENTITY, HostileSignatureTest::noDigest),
                                                new DERSet(messageDigest(digest(ENTITY)))))),
                        Reason.ALTERED,
                        OpenSslSays.FAILED));
    }

    private static Stream<Forgery> structures() {
        return Stream.of(
                new Forgery(
                        "a third part, itself a signature",
                        () -> HEADER + multipart(ENTITY, signaturePart(detached(BOB)), signaturePart(detached(CAROL))),
                        Reason.PARTIALLY_SIGNED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "the signature before the content",
                        () -> HEADER + multipart(signaturePart(detached(BOB)), ENTITY),
                        Reason.MALFORMED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "text/html as a second Content-Type",
                        () -> "Content-Type: text/html\r\n" + clearSigned(ENTITY, detached(BOB)),
                        Reason.MALFORMED,
                        OpenSslSays.FAILED),
                new Forgery(
                        "text/html as a second Content-Type, last",
                        () -> clearSigned(ENTITY, detached(BOB))
                                .replaceFirst("\r\n\r\n", "\r\nContent-Type: text/html\r\n\r\n"),
                        Reason.MALFORMED,
                        OpenSslSays.VERIFIED));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void shouldNotPass_whenBobDidNotSignItAsItStands(Forgery forgery) throws Exception {
        String message = forgery.maker().message();

        Opened opened = opener.open(message);

        assertNotPassed(opened, forgery.reason());
        assertThat(opened.body()).isEqualTo(message.substring(message.indexOf("\r\n\r\n") + 4));
        assertNotPassed(opener.removing().open(message), forgery.reason());
        assertThat(opinion(message)).isEqualTo(forgery.opinion());
    }

    /** Without forgery the same machinery passes, here and at OpenSSL. */
    @Test
    void shouldPass_whenBobSignedItAsItStands() throws Exception {
        for (String message : List.of(
                clearSigned(ENTITY, detached(BOB)),
                opaque(opaqueObject(BOB), "signed-data"),
                HEADER + signedBy(BOB, opaqueEntity(signed(entity(), sign(BOB, ENTITY)), "signed-data")))) {
            assertThat(opener.open(message).verdict().signature()).contains(SignatureResult.PASS);
            assertThat(opinion(message)).isEqualTo(OpenSslSays.VERIFIED);
        }
    }

    /** What nobody signed can neither help nor harm. */
    @Test
    void shouldPass_whateverTheUnsignedAttributesSay() throws Exception {
        ASN1Set unsigned = new DERSet(new Attribute[] {
            messageDigest(digest(OTHER)),
            attribute(CMSAttributes.contentType, CMSObjectIdentifiers.digestedData),
            attribute(CMSAttributes.counterSignature, new DEROctetString(new byte[5])),
            attribute(new ASN1ObjectIdentifier("1.2.3"))
        });
        SignerInfo good = sign(BOB, ENTITY);
        SignerInfo decorated = info(good, good.getDigestAlgorithm(), good.getAuthenticatedAttributes(), unsigned);

        Opened opened = opener.removing().open(clearSigned(ENTITY, signed(null, decorated)));

        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.text()).endsWith(ENTITY);
    }

    static Stream<UnaryOperator<String>> wrappings() {
        return Stream.of(
                signed -> mixed("mixed", signed),
                signed -> mixed("mixed", "\r\nSee below.", signed),
                signed -> mixed("mixed", signed, "\r\nThe list's footer"),
                signed -> mixed("related", signed, "Content-Type: text/html\r\n\r\n<p>not signed</p>"),
                signed -> mixed("alternative", "\r\nAs text", signed),
                signed -> mixed("mixed", mixed("alternative", signed).replace("outer", "middle"), "\r\nfooter"));
    }

    /** Rule 6: lists, scanners and forgers put a signed part beside what nobody signed. */
    @ParameterizedTest
    @MethodSource("wrappings")
    void shouldBePartiallySigned_whenAMultipartStandsAround(UnaryOperator<String> wrapping) throws Exception {
        for (String signed :
                List.of(clearSignedEntity(ENTITY, detached(BOB)), opaqueEntity(opaqueObject(BOB), "signed-data"))) {
            String message = HEADER + wrapping.apply(signed);

            Opened opened = opener.open(message);

            assertNotPassed(opened, Reason.PARTIALLY_SIGNED);
            assertThat(opened.verdict().signer()).isEmpty();
            assertThat(opened.text()).endsWith(message);
        }
    }

    /** Garbage behind the padding is no part of the object, for anybody; what is delivered is what was signed. */
    @Test
    void shouldDeliverOnlyWhatWasSigned_whenGarbageFollowsTheBase64() throws Exception {
        byte[] object = opaqueObject(BOB);
        String padded = opaque(object, "signed-data").stripTrailing();
        String end = padded.endsWith("=") ? "" : "====";

        Opened opened = opener.removing().open(padded + end + "\r\nPGh0bWw+Tm90IHNpZ25lZDwvaHRtbD4=\r\n");

        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.text()).endsWith("\r\n" + ENTITY);
    }

    /** Indefinite lengths and octet strings in pieces are what streaming signers write. */
    @Test
    void shouldPass_whenTheObjectIsBer() throws Exception {
        byte[] ber = ContentInfo.getInstance(opaqueObject(BOB)).getEncoded(ASN1Encoding.BER);
        ContentInfo info = ContentInfo.getInstance(ber);
        byte[] indefinite = new BERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                    info.getContentType(), new BERTaggedObject(0, info.getContent())
                })
                .getEncoded(ASN1Encoding.BER);
        assertThat(indefinite).startsWith(0x30, 0x80);

        String message = opaque(indefinite, "signed-data");

        assertThat(opener.open(message).verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opinion(message)).isEqualTo(OpenSslSays.VERIFIED);
    }

    private OpenSslSays opinion(String message) throws Exception {
        OpenSsl.Result result =
                openssl.cms(bytes(message), "-verify", "-CAfile", openssl.certificate(PKI.root()), "-inform", "SMIME");
        return result.exitStatus() == 0 ? OpenSslSays.VERIFIED : OpenSslSays.FAILED;
    }

    private static void assertNotPassed(Opened opened, Reason reason) {
        assertThat(opened.verdict().reason()).contains(reason);
        assertThat(opened.verdict().signature()).contains(reason.result());
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).doesNotContain("smime=pass");
    }

    private static String mixed(String subtype, String... parts) {
        return "Content-Type: multipart/" + subtype + "; boundary=outer\r\n\r\n--outer\r\n"
                + String.join("\r\n--outer\r\n", parts) + "\r\n--outer--\r\n";
    }

    private static SignerInfo sign(TestIdentity signer, String content) throws Exception {
        return new HandMadeSigner(signer).sign(bytes(content));
    }

    private static SignerInfo sign(TestIdentity signer, String content, UnaryOperator<List<Attribute>> change)
            throws Exception {
        return new HandMadeSigner(signer).attributes(change).sign(bytes(content));
    }

    private static byte[] signed(byte[] content, SignerInfo... signers) throws Exception {
        return signedData(content, List.of(BOB, CAROL, PKI.issuing()), signers);
    }

    private static byte[] detached(TestIdentity signer) throws Exception {
        return signed(null, sign(signer, ENTITY));
    }

    private static byte[] opaqueObject(TestIdentity signer) throws Exception {
        return signed(entity(), sign(signer, ENTITY));
    }

    private static String signedBy(TestIdentity signer, String entity) throws Exception {
        return clearSignedEntity(entity, signed(null, sign(signer, entity)));
    }

    private static byte[] digest(String content) throws Exception {
        return java.security.MessageDigest.getInstance("SHA-256").digest(bytes(content));
    }

    /** In the place of the attribute of that type. */
    private static UnaryOperator<List<Attribute>> with(Attribute other) {
        return attributes -> {
            List<Attribute> changed = new ArrayList<>(attributes);
            changed.removeIf(a -> a.getAttrType().equals(other.getAttrType()));
            changed.add(other);
            return changed;
        };
    }

    private static List<Attribute> noDigest(List<Attribute> attributes) {
        return attributes.stream()
                .filter(a -> !a.getAttrType().equals(CMSAttributes.messageDigest))
                .toList();
    }

    private static SignerInfo info(SignerInfo like, AlgorithmIdentifier digest, ASN1Set signed, ASN1Set unsigned) {
        return new SignerInfo(
                like.getSID(),
                digest,
                signed,
                like.getDigestEncryptionAlgorithm(),
                like.getEncryptedDigest(),
                unsigned);
    }

    /** The signature value without what it covers. */
    private static SignerInfo without(SignerInfo signed, ASN1Set unsigned) {
        return info(signed, signed.getDigestAlgorithm(), null, unsigned);
    }

    private static SignerInfo moved(SignerInfo signed) {
        return without(signed, signed.getAuthenticatedAttributes());
    }

    private static SignerInfo saying(SignerInfo signed, ASN1ObjectIdentifier digest) {
        return info(signed, new AlgorithmIdentifier(digest), signed.getAuthenticatedAttributes(), null);
    }

    private static SignerInfo counterSigned() throws Exception {
        SignerInfo carols = sign(CAROL, ENTITY);
        SignerInfo bobs =
                new HandMadeSigner(BOB).sign(carols.getEncryptedDigest().getOctets());
        ASN1Set unsigned = new DERSet(attribute(CMSAttributes.counterSignature, bobs));
        return info(carols, carols.getDigestAlgorithm(), carols.getAuthenticatedAttributes(), unsigned);
    }

    private static byte[] attributesAsContent() throws Exception {
        SignerInfo signed = sign(BOB, ENTITY);
        byte[] content = signed.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER);
        return signed(content, without(signed, null));
    }

    /** Hashed with CRLF, the part is Bob's attributes; as it stands it is not even ASN.1. */
    private static String attributesAsPart() throws Exception {
        Attribute lineEnd =
                attribute(new ASN1ObjectIdentifier("1.2.3"), new DEROctetString(bytes("first line\r\n\r\nand more")));
        SignerInfo signed = sign(BOB, "x", attributes -> {
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(lineEnd);
            return more;
        });
        String content = new String(
                signed.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(content.replace("\r\n", "")).doesNotContain("\n");
        return clearSigned(content.replace("\r\n", "\n"), signed(null, without(signed, null)));
    }

    private static byte[] sequenceInside() throws Exception {
        byte[] inside = new DERSequence(new DEROctetString(entity())).getEncoded();
        ASN1EncodableVector certificates = new ASN1EncodableVector();
        certificates.add(org.bouncycastle.asn1.x509.Certificate.getInstance(
                BOB.certificate().getEncoded()));
        SignedData data = new SignedData(
                new DERSet(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ContentInfo(CMSObjectIdentifiers.data, org.bouncycastle.asn1.ASN1Primitive.fromByteArray(inside)),
                new DERSet(certificates),
                null,
                new DERSet(new HandMadeSigner(BOB).sign(entity())));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }

    private static byte[] joined(byte[] first, byte[] second) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        out.write(second);
        return out.toByteArray();
    }
}
