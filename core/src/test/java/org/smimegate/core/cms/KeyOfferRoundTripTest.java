package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.Protecting.protect;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.mail.Session;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMECapabilitiesAttribute;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.TestPki;

/** What our own signatures say, and those of Bouncy Castle's mail API, comes back as an offer. */
class KeyOfferRoundTripTest {
    private static final String BOB = "bob@example.org";

    private final TestPki pki = TestPki.shared();
    private final TestPki.SplitPair pair = pki.splitPair(BOB);
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool);
    }

    @ParameterizedTest
    @EnumSource(SigningMode.class)
    void shouldOfferWhatWeSaidOurselves(SigningMode mode) throws Exception {
        SigningIdentity bob = new SigningIdentity(
                pair.signing().key(),
                pair.signing().certificate(),
                pair.signing().intermediates(),
                pair.encryption().certificate());
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        KeyOffer offer = offer(protect(
                "From: " + BOB + "\r\nContent-Type: text/plain\r\n\r\nHello\r\n", new ProtectionStep.Sign(bob, mode)));

        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.signature()).contains(SignatureResult.PASS);
        assertThat(offer.capabilities()).containsExactlyInAnyOrder(ContentCipher.values());
        assertThat(offer.signed().orElseThrow()).isBetween(before, Instant.now());
        assertThat(offer.others())
                .containsExactlyInAnyOrder(
                        pair.signing().certificate(), pki.issuing().certificate());
    }

    @Test
    void shouldOfferWhatBcMailSays() throws Exception {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        SMIMECapabilityVector capabilities = new SMIMECapabilityVector();
        capabilities.addCapability(NISTObjectIdentifiers.id_aes256_GCM);
        capabilities.addCapability(PKCSObjectIdentifiers.RC2_CBC, 128);
        attributes.add(new SMIMECapabilitiesAttribute(capabilities));
        attributes.add(new SMIMEEncryptionKeyPreferenceAttribute(IssuerAndSerialNumber.getInstance(
                Identifiers.issuerAndSerial(pair.encryption().certificate()))));
        SMIMESignedGenerator generator = new SMIMESignedGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setProvider(Providers.bouncyCastle())
                .setSignedAttributeGenerator(new AttributeTable(attributes))
                .build("SHA256withRSA", pair.signing().key(), pair.signing().certificate()));
        generator.addCertificates(new JcaCertStore(
                List.of(pair.signing().certificate(), pair.encryption().certificate())));

        KeyOffer offer = offer(mail(generator));

        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.capabilities()).isEqualTo(Set.of(ContentCipher.AES_256_GCM));
        assertThat(offer.signature()).contains(SignatureResult.PASS);
    }

    private KeyOffer offer(byte[] message) throws Exception {
        return opener.open(message).offer().orElseThrow();
    }

    private static byte[] mail(SMIMESignedGenerator generator) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setText("Hello Dave");
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(BOB);
        message.setContent(generator.generate(part));
        message.saveChanges();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }
}
