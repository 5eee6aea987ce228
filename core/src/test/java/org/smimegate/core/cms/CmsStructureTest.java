package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEncryptedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** CMS objects of Bouncy Castle, in DER and BER, told apart; and everything else refused. */
class CmsStructureTest {
    private static final CMSTypedData CONTENT = new CMSProcessableByteArray(new byte[300]);

    private final TestIdentity identity = TestPki.shared().good("alice@example.org");

    @ParameterizedTest
    @ValueSource(strings = {ASN1Encoding.DER, ASN1Encoding.BER})
    void shouldBeSignedData_whenContentAndSignerAreThere(String encoding) throws Exception {
        CmsStructure structure = read(signed(CONTENT, true, encoding));

        assertThat(structure.layer()).isEqualTo(Layer.SIGNED_DATA);
        assertThat(structure.signers()).isEqualTo(1);
        assertThat(structure.isDetachedSignature()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {ASN1Encoding.DER, ASN1Encoding.BER})
    void shouldBeDetached_whenContentIsAbsent(String encoding) throws Exception {
        CmsStructure structure = read(signed(new CMSAbsentContent(), true, encoding));

        assertThat(structure.isDetachedSignature()).isTrue();
        assertThatThrownBy(structure::layer).isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void shouldBeCertsOnly_whenNeitherContentNorSignerIsThere() throws Exception {
        assertThat(read(signed(new CMSAbsentContent(), false, ASN1Encoding.DER)).layer())
                .isEqualTo(Layer.CERTS_ONLY);
    }

    @Test
    void shouldBeNothing_whenContentHasNoSigner() throws Exception {
        CmsStructure structure = read(signed(CONTENT, false, ASN1Encoding.BER));

        assertThatThrownBy(structure::layer)
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("without signer");
    }

    @ParameterizedTest
    @ValueSource(strings = {ASN1Encoding.DER, ASN1Encoding.BER})
    void shouldBeEnvelopedData_whenRecipientsAreThere(String encoding) throws Exception {
        assertThat(read(enveloped(encoding)).layer()).isEqualTo(Layer.ENVELOPED_DATA);
    }

    @Test
    void shouldBeAuthEnvelopedData_whenCipherIsAuthenticated() throws Exception {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(identity.certificate()));
        OutputAEADEncryptor encryptor = (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                .setProvider(Providers.bouncyCastle())
                .build();

        byte[] encoded = generator.generate(CONTENT, encryptor).getEncoded();

        assertThat(read(encoded).layer()).isEqualTo(Layer.AUTH_ENVELOPED_DATA);
    }

    @Test
    void shouldBeNothing_whenEncryptedToNobody() throws Exception {
        byte[] encoded =
                new CMSEnvelopedDataGenerator().generate(CONTENT, cbc()).getEncoded();

        assertThatThrownBy(() -> read(encoded))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void shouldBeCompressedData_whenCompressed() throws Exception {
        byte[] encoded = new CMSCompressedDataGenerator()
                .generate(CONTENT, new ZlibCompressor())
                .getEncoded();

        assertThat(read(encoded).layer()).isEqualTo(Layer.COMPRESSED_DATA);
    }

    @Test
    void shouldBeNothing_whenTypeIsNotOfMail() throws Exception {
        byte[] encoded = new CMSEncryptedDataGenerator()
                .generate(CONTENT, cbc())
                .toASN1Structure()
                .getEncoded();

        assertThatThrownBy(() -> read(encoded)).isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void shouldBeNothing_whenSignatureIsCutOff() throws Exception {
        byte[] whole = signed(CONTENT, true, ASN1Encoding.BER);
        int endMarks = 6;

        for (int length = 0; length < whole.length - endMarks; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(UnreadableMessageException.class);
        }
    }

    /** Never another exception, never an endless loop. */
    @Test
    void shouldEndInValueOrOurException_whenBytesAreChanged() throws Exception {
        Random random = new Random(42);
        List<byte[]> originals = List.of(signed(CONTENT, true, ASN1Encoding.BER), enveloped(ASN1Encoding.BER));
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = originals.get(round % 2).clone();
            for (int i = 0; i <= round % 3; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            refused += isRefused(changed) ? 1 : 0;
        }
        assertThat(refused).isBetween(1_000, 19_000);
    }

    @Test
    void shouldBeRefusedQuickly_whenNestedDeeply() {
        byte[] nested = new byte[1_000_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }

        assertThatThrownBy(() -> read(nested)).isInstanceOf(UnreadableMessageException.class);
    }

    private static boolean isRefused(byte[] encoded) throws IOException {
        try {
            read(encoded);
            return false;
        } catch (UnreadableMessageException e) {
            return true;
        }
    }

    private static CmsStructure read(byte[] encoded) throws IOException, UnreadableMessageException {
        return CmsStructure.read(BerStream.of(encoded));
    }

    private byte[] signed(CMSTypedData content, boolean signer, String encoding) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificate(new JcaX509CertificateHolder(identity.certificate()));
        if (signer) {
            generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                    .build("SHA256withRSA", identity.key(), identity.certificate()));
        }
        return generator.generate(content, true).toASN1Structure().getEncoded(encoding);
    }

    private byte[] enveloped(String encoding) throws Exception {
        TestIdentity bob = TestPki.shared().good("bob@example.org", KeyKind.P_256);
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(identity.certificate()));
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(
                new byte[] {1, 2, 3}, identity.certificate().getPublicKey()));
        generator.addRecipientInfoGenerator(new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF,
                        bob.key(),
                        bob.certificate().getPublicKey(),
                        CMSAlgorithm.AES128_WRAP)
                .setProvider(Providers.bouncyCastle())
                .addRecipient(bob.certificate()));
        return generator.generate(CONTENT, cbc()).toASN1Structure().getEncoded(encoding);
    }

    private static OutputEncryptor cbc() throws Exception {
        return new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC)
                .setProvider(Providers.bouncyCastle())
                .build();
    }
}
