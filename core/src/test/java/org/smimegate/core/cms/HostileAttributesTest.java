package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.attribute;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.RecipientKeyIdentifier;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Good signatures over attributes that are anything but what they should be. */
class HostileAttributesTest {
    private static final int MUTATIONS = 300;
    private static final ASN1ObjectIdentifier PREFERENCE = SMIMEAttributes.encrypKeyPref;
    private static final ASN1ObjectIdentifier MICROSOFT = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.16.4");
    private static final ASN1ObjectIdentifier CAPABILITIES = SMIMEAttributes.smimeCapabilities;
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity SECOND =
            PKI.leaf("bob@example.org").freshKey().build();

    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool);
    }

    static Stream<ASN1Encodable> oddities() {
        ASN1Encodable[] many = Stream.generate(() -> new DERSequence(new ASN1Integer(1)))
                .limit(1000)
                .toArray(ASN1Encodable[]::new);
        return Stream.of(
                DERNull.INSTANCE,
                new DERSequence(),
                new DERSet(),
                new ASN1Integer(1),
                new DERUTF8String("AES"),
                new ASN1ObjectIdentifier("1.2.3"),
                new DERSequence(new DERSequence()),
                new DERSequence(new ASN1Integer(1)),
                new DERSequence(many),
                new DERTaggedObject(false, 0, new DERSequence()),
                new DERTaggedObject(false, 0, new DERSequence(many)),
                new DERTaggedObject(false, 1, new DERSequence()),
                new DERTaggedObject(false, 2, new DEROctetString(new byte[0])),
                new DERTaggedObject(true, 2, new DERSequence()),
                new DERTaggedObject(false, 30, new DEROctetString(new byte[2])),
                nested(30));
    }

    private static ASN1Encodable nested(int depth) {
        ASN1Encodable inner = new DERSequence();
        for (int i = 0; i < depth; i++) {
            inner = new DERSequence(inner);
        }
        return inner;
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void shouldKeepVerdictAndOfferTheSigners_whenValueIsOfAnotherForm(ASN1Encodable value) throws Exception {
        Opened opened = opener.open(
                signed(attribute(PREFERENCE, value), attribute(MICROSOFT, value), attribute(CAPABILITIES, value)));

        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        KeyOffer offer = opened.offer().orElseThrow();
        assertThat(offer.certificate()).isEqualTo(BOB.certificate());
        assertThat(offer.capabilities()).containsExactly(ContentCipher.AES_128_CBC);
    }

    @Test
    void shouldKnowNoCapabilities_whenThereIsNotOneValue() throws Exception {
        Attribute none = attribute(CAPABILITIES);
        Attribute two = attribute(CAPABILITIES, new DERSequence(), new DERSequence(new ASN1Integer(1)));

        assertThat(opener.open(signed(none)).offer().orElseThrow().capabilities())
                .isEmpty();
        assertThat(opener.open(signed(two)).offer().orElseThrow().capabilities())
                .isEmpty();
    }

    static Stream<Arguments> samples() {
        ASN1Encodable named = IssuerAndSerialNumber.getInstance(Identifiers.issuerAndSerial(SECOND.certificate()));
        ASN1Encodable[] ciphers = Arrays.stream(ContentCipher.values())
                .map(cipher -> new DERSequence(new ASN1ObjectIdentifier(cipher.oid())))
                .toArray(ASN1Encodable[]::new);
        return Stream.of(
                Arguments.of(PREFERENCE, new DERTaggedObject(false, 0, named)),
                Arguments.of(PREFERENCE, new DERTaggedObject(false, 1, new RecipientKeyIdentifier(new byte[20]))),
                Arguments.of(PREFERENCE, new DERTaggedObject(false, 2, new DEROctetString(new byte[20]))),
                Arguments.of(MICROSOFT, named),
                Arguments.of(CAPABILITIES, new DERSequence(ciphers)));
    }

    /** Damaged before it was signed, so that the signature fits. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void shouldKeepVerdict_whenValueIsDamaged(ASN1ObjectIdentifier type, ASN1Encodable value) throws Exception {
        byte[] good = value.toASN1Primitive().getEncoded();
        Random random = new Random(20260107);

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            Optional<ASN1Primitive> parsed = parsed(damaged);
            if (parsed.isPresent()) {
                check(attribute(type, parsed.get()));
            }
        }
    }

    private void check(Attribute attribute) throws Exception {
        long start = System.nanoTime();
        Opened opened = opener.open(signed(attribute));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.offer().orElseThrow().certificate()).isIn(BOB.certificate(), SECOND.certificate());
    }

    /** Empty if it could not even be signed. */
    private static Optional<ASN1Primitive> parsed(byte[] encoded) {
        try {
            ASN1Primitive value = ASN1Primitive.fromByteArray(encoded);
            value.getEncoded("DER");
            return Optional.of(value);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String signed(Attribute... attributes) throws Exception {
        HandMadeSigner signer = new HandMadeSigner(BOB).attributes(standard -> {
            List<Attribute> all = new ArrayList<>(standard);
            all.addAll(Arrays.asList(attributes));
            return all;
        });
        return SmimeMail.clearSigned(ENTITY, signedData(null, List.of(BOB, SECOND), signer.sign(entity())));
    }
}
