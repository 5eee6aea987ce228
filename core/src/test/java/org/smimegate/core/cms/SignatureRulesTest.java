package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.DATA;
import static org.smimegate.core.cms.HandMadeSigner.attribute;
import static org.smimegate.core.cms.HandMadeSigner.messageDigest;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.clearSigned;
import static org.smimegate.core.cms.SmimeMail.entity;
import static org.smimegate.core.cms.SmimeMail.opaque;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** FAIL-CLOSED.md rules 6 to 8, as far as the signature itself goes: everybody is trusted here. */
class SignatureRulesTest {
    private final TestPki pki = TestPki.shared();
    private final TestIdentity bob = pki.good("bob@example.org");
    private final TestIdentity carol = pki.good("carol@example.com");
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool);
    }

    @Test
    void shouldPass_whenDetachedSignatureFits() throws Exception {
        assertPassed(opener.open(clearSigned(ENTITY, detached(bob))));
    }

    @Test
    void shouldPass_whenOpaqueSignatureFits() throws Exception {
        assertPassed(opener.open(opaque(enclosed(bob), "signed-data")));
    }

    @Test
    void shouldPass_whenContentIsOneThatWasSignedWithoutAttributes() throws Exception {
        SignerInfo plain = new HandMadeSigner(bob).withoutAttributes().sign(entity());

        assertPassed(opener.open(opaque(signedData(entity(), List.of(bob), plain), "signed-data")));
        assertPassed(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), plain))));
    }

    @Test
    void shouldBeNoSigner_whenNobodySigned() throws Exception {
        byte[] nobody = signedData(entity(), List.of(bob));

        assertRejected(opener.open(opaque(nobody, "signed-data")), Reason.NO_SIGNER);
        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob)))), Reason.NO_SIGNER);
    }

    @Test
    void shouldFail_whenOneOfTwoSignersIsBad() throws Exception {
        SignerInfo good = new HandMadeSigner(bob).sign(entity());
        SignerInfo bad = new HandMadeSigner(carol).sign(new byte[] {1});
        byte[] both = signedData(null, List.of(bob, carol), good, bad);

        Opened opened = opener.open(clearSigned(ENTITY, both));

        assertRejected(opened, Reason.ALTERED);
        assertThat(opened.verdict().layers().get(0).signatures()).hasSize(2);
    }

    /** Carol may not sign for Bob, so what both sign is not Bob's alone. */
    @Test
    void shouldNotPass_whenOneOfTwoSignersIsNotTheAuthor() throws Exception {
        SignerInfo good = new HandMadeSigner(bob).sign(entity());
        SignerInfo other = new HandMadeSigner(carol).sign(entity());

        assertRejected(
                opener.open(clearSigned(ENTITY, signedData(null, List.of(bob, carol), good, other))),
                Reason.ADDRESS_MISMATCH);
    }

    @Test
    void shouldPass_whenBothSignersAreTheAuthor() throws Exception {
        TestIdentity second = pki.leaf("bob@example.org").freshKey().build();
        SignerInfo one = new HandMadeSigner(bob).sign(entity());
        SignerInfo two = new HandMadeSigner(second).sign(entity());

        assertPassed(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob, second), one, two))));
    }

    @Test
    void shouldBeMalformed_whenDetachedSignatureBringsContent() throws Exception {
        assertRejected(opener.open(clearSigned(ENTITY, enclosed(bob))), Reason.MALFORMED);
    }

    @Test
    void shouldBeMalformed_whenOpaqueSignatureHasNoContent() throws Exception {
        assertRejected(opener.open(opaque(detached(bob), "signed-data")), Reason.MALFORMED);
    }

    @Test
    void shouldFail_whenContentIsAltered() throws Exception {
        String altered = ENTITY.replace("paragraph seven", "paragraph eight");

        assertRejected(opener.open(clearSigned(altered, detached(bob))), Reason.ALTERED);
        byte[] swapped = signedData(SmimeMail.bytes(altered), List.of(bob), new HandMadeSigner(bob).sign(entity()));
        assertRejected(opener.open(opaque(swapped, "signed-data")), Reason.ALTERED);
    }

    static Stream<Arguments> badAttributes() {
        ASN1ObjectIdentifier digest = CMSAttributes.messageDigest;
        ASN1ObjectIdentifier type = CMSAttributes.contentType;
        return Stream.of(
                Arguments.of("no messageDigest", without(digest), Reason.MALFORMED),
                Arguments.of("no contentType", without(type), Reason.MALFORMED),
                Arguments.of("messageDigest twice", with(messageDigest(new byte[32])), Reason.MALFORMED),
                Arguments.of("contentType twice", with(attribute(type, DATA)), Reason.MALFORMED),
                Arguments.of(
                        "other contentType",
                        without(type).andThen(with(attribute(type, CMSObjectIdentifiers.digestedData))),
                        Reason.ALTERED),
                Arguments.of(
                        "messageDigest without value",
                        without(digest).andThen(with(attribute(digest))),
                        Reason.MALFORMED),
                Arguments.of(
                        "contentType with two values",
                        without(type).andThen(with(attribute(type, DATA, CMSObjectIdentifiers.digestedData))),
                        Reason.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAttributes")
    void shouldNotPass_whenRequiredAttributesAreNotThereOnce(
            String what, Function<List<Attribute>, List<Attribute>> change, Reason reason) throws Exception {
        SignerInfo signed = new HandMadeSigner(bob).attributes(change::apply).sign(entity());

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), signed))), reason);
    }

    @Test
    void shouldFail_whenAttributesAreTakenAwayAfterwards() throws Exception {
        SignerInfo stripped = new HandMadeSigner(bob)
                .afterwards(without(CMSAttributes.messageDigest)::apply)
                .sign(entity());

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), stripped))), Reason.ALTERED);
    }

    @Test
    void shouldFail_whenAllAttributesAreTakenAway() throws Exception {
        SignerInfo signed = new HandMadeSigner(bob).sign(entity());
        SignerInfo stripped = new SignerInfo(
                signed.getSID(),
                signed.getDigestAlgorithm(),
                (ASN1Set) null,
                signed.getDigestEncryptionAlgorithm(),
                signed.getEncryptedDigest(),
                null);

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), stripped))), Reason.ALTERED);
    }

    /** The signature over signed attributes also fits a message that has their encoding as its content. */
    @Test
    void shouldFail_whenSignedAttributesStandAsContent() throws Exception {
        SignerInfo signed = new HandMadeSigner(bob).sign(entity());
        byte[] encoded = signed.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER);
        SignerInfo moved = new SignerInfo(
                signed.getSID(),
                signed.getDigestAlgorithm(),
                (ASN1Set) null,
                signed.getDigestEncryptionAlgorithm(),
                signed.getEncryptedDigest(),
                null);

        assertRejected(opener.open(opaque(signedData(encoded, List.of(bob), moved), "signed-data")), Reason.ALTERED);
    }

    /** Some signers hash the attributes in the order in which they send them. */
    @Test
    void shouldPass_whenAttributesWereSignedInTheOrderSent() throws Exception {
        SignerInfo standard = new HandMadeSigner(bob).sign(entity());
        byte[] sorted = standard.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER);
        byte[] unsorted = new DLSet(new ASN1Encodable[] {
                    standard.getAuthenticatedAttributes().getObjectAt(1),
                    standard.getAuthenticatedAttributes().getObjectAt(0)
                })
                .getEncoded(ASN1Encoding.DL);
        assertThat(unsorted).isNotEqualTo(sorted);
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initSign(bob.key());
        rsa.update(unsorted);
        SignerInfo signed = new SignerInfo(
                standard.getSID(),
                standard.getDigestAlgorithm(),
                standard.getAuthenticatedAttributes(),
                standard.getDigestEncryptionAlgorithm(),
                new DEROctetString(rsa.sign()),
                null);
        String cms = hex(signedData(null, List.of(bob), signed));

        byte[] sentUnsorted = HexFormat.of().parseHex(cms.replace(content(sorted), content(unsorted)));

        assertPassed(opener.open(clearSigned(ENTITY, sentUnsorted)));
        assertRejected(opener.open(clearSigned(ENTITY, HexFormat.of().parseHex(cms))), Reason.ALTERED);
    }

    private static String content(byte[] set) {
        return hex(set).substring(4);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void shouldBeWeak_whenDigestIsOld() throws Exception {
        SignerInfo sha1 = new HandMadeSigner(bob)
                .digest("SHA-1", OIWObjectIdentifiers.idSHA1, "SHA1withRSA")
                .sign(entity());
        SignerInfo md5 = new HandMadeSigner(bob)
                .digest("MD5", PKCSObjectIdentifiers.md5, "MD5withRSA")
                .sign(entity());

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), sha1))), Reason.WEAK_ALGORITHM);
        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), md5))), Reason.WEAK_ALGORITHM);
        assertRejected(
                opener.open(clearSigned(ENTITY.replace("seven", "eight"), signedData(null, List.of(bob), sha1))),
                Reason.ALTERED);
    }

    @Test
    void shouldBeWeak_whenRsaKeyIsShort() throws Exception {
        TestIdentity weak = pki.rsa1024("bob@example.org");

        assertRejected(opener.open(clearSigned(ENTITY, detached(weak))), Reason.WEAK_ALGORITHM);
    }

    @Test
    void shouldBeWeak_whenSignatureAlgorithmIsUnknown() throws Exception {
        SignerInfo signed = new HandMadeSigner(bob)
                .signatureAlgorithm(new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4.5")))
                .sign(entity());

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), signed))), Reason.WEAK_ALGORITHM);
    }

    @Test
    void shouldBeMalformed_whenSignatureAlgorithmNamesAnotherDigest() throws Exception {
        SignerInfo signed = new HandMadeSigner(bob)
                .signatureAlgorithm(new AlgorithmIdentifier(PKCSObjectIdentifiers.sha512WithRSAEncryption))
                .sign(entity());

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), signed))), Reason.MALFORMED);
    }

    @Test
    void shouldPass_whenDigestIsSha3() throws Exception {
        SignerInfo signed = new HandMadeSigner(bob)
                .digest("SHA3-256", NISTObjectIdentifiers.id_sha3_256, "SHA3-256withRSA")
                .signatureAlgorithm(new AlgorithmIdentifier(NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_256))
                .sign(entity());

        assertPassed(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), signed))));
    }

    @Test
    void shouldBeUntrusted_whenSignersCertificateIsNotThere() throws Exception {
        SignerInfo signed = new HandMadeSigner(bob).sign(entity());

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(carol), signed))), Reason.UNTRUSTED);
    }

    /** A certificate of the same issuer and serial number but another key, placed first. */
    @Test
    void shouldPass_whenACertificatePosesAsTheSigners() throws Exception {
        long serial = bob.certificate().getSerialNumber().longValueExact();
        TestIdentity poser =
                pki.leaf("bob@example.org").serial(serial).freshKey().build();
        SignerInfo signed = new HandMadeSigner(bob).sign(entity());

        Opened opened = opener.open(clearSigned(ENTITY, signedData(null, List.of(poser, bob), signed)));

        assertPassed(opened);
        assertThat(opened.verdict().signerCertificate()).contains(bob.certificate());
    }

    /** A certificate of the same key, for another address: RFC 5035 binds the signature to the one that was meant. */
    @Test
    void shouldFail_whenTheCertificateWasExchanged() throws Exception {
        TestIdentity other =
                pki.leaf("carol@example.com").key(KeyKind.RSA_2048, bob.keys()).build();
        HandMadeSigner naming = new HandMadeSigner(bob).attributes(with(names(other)));

        assertRejected(
                opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), naming.sign(entity())))),
                Reason.ALTERED);
        assertPassed(opener.open(clearSigned(
                ENTITY,
                signedData(
                        null,
                        List.of(bob),
                        new HandMadeSigner(bob).attributes(with(names(bob))).sign(entity())))));
    }

    private static Attribute names(TestIdentity signer) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(signer.certificate().getEncoded());
        return attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(new ESSCertIDv2(hash)));
    }

    @Test
    void shouldBeMalformed_whenSignedContentIsNoMimeEntity() throws Exception {
        byte[] receipt = signedData(
                PKCSObjectIdentifiers.id_ct_TSTInfo,
                entity(),
                List.of(bob),
                new HandMadeSigner(bob).withoutAttributes().sign(entity()));

        Opened opened = opener.removing().open(opaque(receipt, "signed-receipt"));

        assertRejected(opened, Reason.MALFORMED);
        assertThat(opened.text()).endsWith(SmimeMail.base64(receipt));
    }

    @Test
    void shouldBePartiallySigned_whenThereIsAThirdPart() throws Exception {
        String three = HEADER
                + SmimeMail.multipart(ENTITY, SmimeMail.signaturePart(detached(bob)), "\r\nPlease visit our site.");

        Opened opened = opener.removing().open(three);

        assertRejected(opened, Reason.PARTIALLY_SIGNED);
        assertThat(opened.text()).endsWith(three.substring(HEADER.length()));
    }

    @Test
    void shouldBeMalformed_whenThereIsNoSecondPart() throws Exception {
        assertRejected(opener.open(HEADER + SmimeMail.multipart(ENTITY)), Reason.MALFORMED);
    }

    @Test
    void shouldBeMalformed_whenSecondPartIsNoSignature() throws Exception {
        assertRejected(opener.open(clearSigned(ENTITY, SmimeMail.bytes("no cms at all"))), Reason.MALFORMED);
    }

    @Test
    void shouldBePartiallySigned_whenAMailingListPutItsFooterAround() throws Exception {
        String inner = SmimeMail.clearSignedEntity(ENTITY, detached(bob));
        String list = HEADER + "Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n" + inner
                + "\r\n--list\r\nContent-Type: text/plain\r\n\r\nThe list's footer\r\n--list--\r\n";

        Opened opened = opener.removing().open(list);

        assertThat(opened.verdict().layers()).isEmpty();
        assertThat(opened.verdict().signature()).contains(SignatureResult.POLICY);
        assertThat(opened.verdict().reason()).contains(Reason.PARTIALLY_SIGNED);
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).endsWith(list).contains("smime=policy reason=partially-signed");
    }

    @Test
    void shouldBeNoSmime_whenASignedMessageIsAttached() throws Exception {
        String forwarded = HEADER + "Content-Type: multipart/mixed; boundary=fwd\r\n\r\n--fwd\r\n"
                + "Content-Type: message/rfc822\r\n\r\n" + clearSigned(ENTITY, detached(bob)) + "\r\n--fwd--\r\n";

        Opened opened = opener.open(forwarded);

        assertThat(opened.verdict().signature()).isEmpty();
        assertThat(opened.text()).isEqualTo(forwarded);
    }

    @Test
    void shouldBeNoSmime_whenASignedDocumentIsAttached() throws Exception {
        String document = HEADER + "Content-Type: multipart/mixed; boundary=doc\r\n\r\n--doc\r\n"
                + "Content-Type: text/plain\r\n\r\nsee there\r\n--doc\r\n"
                + SmimeMail.opaqueEntity(enclosed(bob), "signed-data").replace("smime.p7m", "invoice.xml.p7m")
                + "\r\n--doc--\r\n";

        assertThat(opener.open(document).verdict().signature()).isEmpty();
    }

    @Test
    void shouldLeaveOutPreambleAndEpilogue_whenSignatureIsTakenOff() throws Exception {
        String message = clearSigned(ENTITY, detached(bob)) + "An epilogue.\r\n";

        Opened opened = opener.removing().open(message);

        assertPassed(opened);
        assertThat(opened.text()).endsWith(ENTITY).doesNotContain("epilogue", "This is a signed message");
    }

    @Test
    void shouldBeCertsOnly_whenThereAreCertificatesOnly() throws Exception {
        String message = opaque(signedData(null, List.of(bob, carol)), "certs-only");

        Opened opened = opener.open(message);

        assertThat(opened.verdict().layers())
                .singleElement()
                .satisfies(report -> assertThat(report.layer()).isEqualTo(Layer.CERTS_ONLY));
        assertThat(opened.verdict().signature()).contains(SignatureResult.NONE);
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).endsWith(message);
    }

    @Test
    void shouldTellWhatItSaw_whenSignaturePassed() throws Exception {
        var evidence = opener.open(clearSigned(ENTITY, detached(bob)))
                .verdict()
                .layers()
                .get(0)
                .signatures()
                .get(0)
                .evidence();

        assertThat(evidence.digestAlgorithm()).isEqualTo("SHA-256");
        assertThat(evidence.signatureAlgorithm()).isEqualTo("SHA256withRSA");
        assertThat(evidence.certificate()).contains(bob.certificate());
        assertThat(evidence.chain()).containsExactly(bob.certificate());
        assertThat(evidence.signer().map(Object::toString)).contains("bob@example.org");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"P_256", "P_384", "P_521"})
    void shouldFail_whenEcdsaValueIsOfAnotherContent(KeyKind kind) throws Exception {
        TestIdentity signer = pki.good("bob@example.org", kind);
        SignerInfo signed = new HandMadeSigner(signer)
                .digest("SHA-256", NISTObjectIdentifiers.id_sha256, "SHA256withECDSA")
                .signatureAlgorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256))
                .afterwards(with(attribute(CMSAttributes.signingTime)))
                .sign(entity());

        assertRejected(opener.open(clearSigned(ENTITY, signedData(null, List.of(signer), signed))), Reason.ALTERED);
    }

    private byte[] detached(TestIdentity signer) throws Exception {
        return signedData(null, List.of(signer), new HandMadeSigner(signer).sign(entity()));
    }

    private byte[] enclosed(TestIdentity signer) throws Exception {
        return signedData(entity(), List.of(signer), new HandMadeSigner(signer).sign(entity()));
    }

    private static UnaryOperator<List<Attribute>> with(Attribute added) {
        return attributes -> {
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(added);
            return more;
        };
    }

    private static UnaryOperator<List<Attribute>> without(ASN1ObjectIdentifier type) {
        return attributes ->
                attributes.stream().filter(a -> !a.getAttrType().equals(type)).toList();
    }

    private static void assertPassed(Opened opened) {
        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.verdict().reason()).isEmpty();
        assertThat(opened.verdict().isVerified()).isTrue();
    }

    private static void assertRejected(Opened opened, Reason reason) {
        assertThat(opened.verdict().reason()).contains(reason);
        assertThat(opened.verdict().signature()).contains(reason.result());
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text())
                .contains("smime=" + reason.result().token() + " reason=" + reason.token())
                .doesNotContain("smime=pass");
        assertThat(new String(opened.delivered(), StandardCharsets.ISO_8859_1)).isNotEmpty();
    }
}
