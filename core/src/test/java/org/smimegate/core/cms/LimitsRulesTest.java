package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.DATA;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.clearSigned;
import static org.smimegate.core.cms.SmimeMail.entity;
import static org.smimegate.core.cms.SmimeMail.opaque;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** FAIL-CLOSED.md rules 15 to 17: hostile sizes and numbers end in a value, quickly. */
@Timeout(60)
class LimitsRulesTest {
    private final TestPki pki = TestPki.shared();
    private final TestIdentity bob = pki.good("bob@example.org");
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool);
    }

    @Test
    void shouldExceedLimit_whenThereAreFiveSigners() throws Exception {
        SignerInfo one = new HandMadeSigner(bob).sign(entity());

        assertPassed(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), one, one, one, one))));
        assertLimit(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), one, one, one, one, one))));
    }

    @Test
    void shouldExceedLimit_whenThereAre21Certificates() throws Exception {
        SignerInfo signer = new HandMadeSigner(bob).sign(entity());

        assertPassed(opener.open(clearSigned(ENTITY, signedData(null, Collections.nCopies(20, bob), signer))));
        assertLimit(opener.open(clearSigned(ENTITY, signedData(null, Collections.nCopies(21, bob), signer))));
    }

    @Test
    void shouldExceedLimit_whenThereAreSixCrls() throws Exception {
        assertPassed(opener.open(clearSigned(ENTITY, withCrls(5))));
        assertLimit(opener.open(clearSigned(ENTITY, withCrls(6))));
    }

    private byte[] withCrls(int number) throws Exception {
        ASN1Encodable[] crls =
                Collections.nCopies(number, new DERSequence(DERNull.INSTANCE)).toArray(ASN1Encodable[]::new);
        SignedData data = new SignedData(
                new DERSet(),
                new ContentInfo(DATA, null),
                new DERSet(org.bouncycastle.asn1.x509.Certificate.getInstance(
                        bob.certificate().getEncoded())),
                new BERSet(crls),
                new DERSet(new HandMadeSigner(bob).sign(entity())));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }

    @Test
    void shouldExceedLimit_whenCmsObjectIsTooLarge() throws Exception {
        byte[] signed = signedData(entity(), List.of(bob), new HandMadeSigner(bob).sign(entity()));
        Limits limits = new Limits(signed.length - 1, 1 << 20, 100, 4, 5, 5, 5, 5);

        assertLimit(opener.with(limits).open(opaque(signed, "signed-data")));
        assertPassed(opener.open(opaque(signed, "signed-data")));
    }

    @Test
    void shouldExceedLimit_whenCompressedIsABomb() throws Exception {
        byte[] bomb = Envelopes.compressed(new byte[20_000_000]);
        assertThat(bomb).hasSizeLessThan(50_000);

        assertLimit(opener.open(opaque(bomb, "compressed-data")));
    }

    @Test
    void shouldExceedLimit_whenExpandedIsTooLarge() throws Exception {
        byte[] compressed = Envelopes.compressed(entity());
        Limits limits = new Limits(1 << 20, ENTITY.length() - 1, 100, 4, 5, 5, 5, 5);

        assertLimit(opener.with(limits).open(opaque(compressed, "compressed-data")));
        assertThat(opener.open(opaque(compressed, "compressed-data")).text()).endsWith(ENTITY);
    }

    @Test
    void shouldBeMalformed_whenCompressedIsDamaged() throws Exception {
        byte[] compressed = Envelopes.compressed(entity());
        compressed[compressed.length / 2] ^= 0x55;

        Opened opened = opener.open(opaque(compressed, "compressed-data"));

        assertThat(opened.verdict().reason()).contains(Reason.MALFORMED);
        assertThat(opened.text()).endsWith(opaque(compressed, "compressed-data"));
    }

    @Test
    void shouldEndInAValue_whenAsn1IsNestedDeep() throws Exception {
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        for (int i = 0; i < 500_000; i++) {
            deep.write(0x30);
            deep.write(0x80);
        }

        Opened opened = opener.open(opaque(deep.toByteArray(), "signed-data"));

        assertThat(opened.verdict().signature()).contains(SignatureResult.NEUTRAL);
    }

    /** Deep inside a part that a library parses. */
    @Test
    void shouldEndInAValue_whenAnAttributeIsNestedDeep() throws Exception {
        ASN1Encodable deep = DERNull.INSTANCE;
        for (int i = 0; i < 2000; i++) {
            deep = new DERTaggedObject(true, 0, deep);
        }
        ASN1Encodable value = deep;
        SignerInfo signer = new HandMadeSigner(bob)
                .attributes(attributes -> {
                    attributes.add(HandMadeSigner.attribute(new ASN1ObjectIdentifier("1.2.3"), value));
                    return attributes;
                })
                .sign(entity());

        assertLimit(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), signer))));
    }

    @Test
    void shouldExceedLimit_whenContentIsInMillionsOfPieces() throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int i = 0; i < 2_000_000; i++) {
            content.write(4);
            content.write(0);
        }
        byte[] plain = signedData(new byte[0], List.of(bob), new HandMadeSigner(bob).sign(new byte[0]));
        String pieces = HexFormat.of()
                .formatHex(plain)
                .replace("24800000", "2480" + HexFormat.of().formatHex(content.toByteArray()) + "0000");
        assertThat(pieces.length()).isGreaterThan(8_000_000);

        assertLimit(opener.open(opaque(HexFormat.of().parseHex(pieces), "signed-data")));
    }

    /** Sorted, they would keep a library busy for seconds. */
    @Test
    void shouldExceedLimit_whenThereAreThousandsOfSignedAttributes() throws Exception {
        SignerInfo signer = new HandMadeSigner(bob)
                .attributes(attributes -> {
                    for (int i = 0; i < 2000; i++) {
                        attributes.add(
                                HandMadeSigner.attribute(new ASN1ObjectIdentifier("1.2.3." + i), DERNull.INSTANCE));
                    }
                    return attributes;
                })
                .sign(entity());

        assertLimit(opener.open(clearSigned(ENTITY, signedData(null, List.of(bob), signer))));
    }

    @Test
    void shouldNotCompute_whenRsaModulusIsHuge() throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(9000).add(BigInteger.ONE);
        PublicKey huge =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));

        assertLimit(opener.open(signedBy(huge, KeyKind.RSA_2048.fresh())));
    }

    @Test
    void shouldNotCompute_whenRsaExponentIsLongOrEven() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(
                new RSAKeyGenParameterSpec(2048, BigInteger.ONE.shiftLeft(80).add(BigInteger.valueOf(13))));
        KeyPair longExponent = generator.generateKeyPair();
        PublicKey even = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        ((java.security.interfaces.RSAPublicKey)
                                        KeyKind.RSA_2048.fresh().getPublic())
                                .getModulus(),
                        BigInteger.valueOf(65536)));

        assertLimit(opener.open(signedBy(longExponent.getPublic(), longExponent)));
        assertLimit(opener.open(signedBy(even, longExponent)));
    }

    /** A curve that only looks like a known one: explicit parameters are never computed with. */
    @Test
    void shouldNotUseTheKey_whenCurveIsNotNamed() throws Exception {
        ECNamedCurveParameterSpec named = ECNamedCurveTable.getParameterSpec("P-256");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Providers.bouncyCastle());
        generator.initialize(
                new ECParameterSpec(named.getCurve(), named.getG(), named.getN(), named.getH(), named.getSeed()));
        KeyPair explicit = generator.generateKeyPair();

        byte[] cms = BouncySigned.detached(entity(), pki.issuing(), "bob@example.org", explicit);

        Opened opened = opener.open(clearSigned(ENTITY, cms));
        assertThat(opened.verdict().reason()).contains(Reason.UNTRUSTED);
        assertThat(opened.verdict().signerCertificate()).isEmpty();
    }

    private String signedBy(PublicKey key, KeyPair pair) throws Exception {
        TestIdentity signer = pki.leaf("bob@example.org")
                .key(KeyKind.RSA_2048, new KeyPair(key, pair.getPrivate()))
                .build();
        return clearSigned(ENTITY, signedData(null, List.of(signer), new HandMadeSigner(signer).sign(entity())));
    }

    private static void assertPassed(Opened opened) {
        assertThat(opened.verdict().isVerified()).isTrue();
    }

    private static void assertLimit(Opened opened) {
        assertThat(opened.verdict().reason()).contains(Reason.LIMIT_EXCEEDED);
        assertThat(opened.verdict().signature()).contains(SignatureResult.NEUTRAL);
        assertThat(opened.verdict().isVerified()).isFalse();
    }
}
