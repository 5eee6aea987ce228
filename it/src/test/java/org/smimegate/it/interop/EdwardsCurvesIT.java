package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.interop.Edge.ALICE;
import static org.smimegate.it.interop.Edge.BOB;
import static org.smimegate.it.interop.Edge.CARL;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.mail.smime.SMIMEEnveloped;
import org.bouncycastle.mail.smime.SMIMEEnvelopedGenerator;
import org.bouncycastle.mail.smime.SMIMESigned;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.it.harness.RawMail;

/**
 * Ed25519 and X25519 through the real server. The peer is Bouncy Castle's mail API, for Debian's OpenSSL, NSS and gpgsm
 * cannot do them in CMS; the gateway builds on the same library, so this is not proven with a foreign implementation.
 */
class EdwardsCurvesIT {
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final String BODY = "Dear Alice,\r\n\r\nthe contract is attached.\r\n";
    private static final String ENTITY = "Content-Type: text/plain; charset=us-ascii\r\n\r\n" + BODY;
    private static final String DAVE = "dave@b.example";
    private static final String DETACHED = "mode=\"sign\" credential=\"ed25519\"";
    private static final String OPAQUE = "mode=\"sign\" credential=\"ed25519\" signing=\"opaque\"";

    @TempDir
    static Path folder;

    private static Edge edge;
    private static TestIdentity dave;

    @BeforeAll
    static void start() {
        edge = Edge.in(folder);
        dave = edge.partner().good(DAVE, KeyKind.X25519);
        edge.a().partnerCertificate("dave", dave);
        List.of(DETACHED, OPAQUE, encrypting("AES-128-CBC"), encrypting("AES-256-CBC"))
                .forEach(edge::profile);
        edge.start();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void shouldDeliverWhatWasSignedDetached() throws Exception {
        MimeMessage message = message("ed25519 detached");
        message.setContent(signer().generate(entity()));

        assertPassed(received(message, CARL));
    }

    @Test
    void shouldDeliverWhatWasSignedOpaque() throws Exception {
        MimeBodyPart signed = signer().generateEncapsulated(entity());
        MimeMessage message = message("ed25519 opaque");
        message.setContent(signed.getContent(), signed.getContentType());

        assertPassed(received(message, CARL));
    }

    @Test
    void shouldDeliverWhatWasEncrypted() throws Exception {
        MimeBodyPart encrypted = envelope()
                .generate(
                        entity(),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                                .setProvider(BC)
                                .build());
        MimeMessage message = message("x25519");
        message.setContent(encrypted.getContent(), encrypted.getContentType());

        RawMail received = received(message, ALICE);

        assertThat(received.bodyText()).isEqualTo(BODY);
        assertThat(received.header("X-SMime-Gateway")).isPresent();
    }

    @Test
    void shouldVerify_whenSignedDetached() throws Exception {
        MimeMessage wire = submit(BOB, DETACHED);

        SMIMESigned signed = new SMIMESigned((MimeMultipart) wire.getContent());
        assertVerified(signed);
        assertThat(raw(signed.getContent())).isEqualTo(ENTITY);
    }

    @Test
    void shouldVerify_whenSignedOpaque() throws Exception {
        SMIMESigned signed = new SMIMESigned(submit(BOB, OPAQUE));

        assertVerified(signed);
        assertThat(raw(signed.getContent())).isEqualTo(ENTITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES-128-CBC", "AES-256-CBC"})
    void shouldDecrypt_whenEncrypted(String cipher) throws Exception {
        MimeMessage wire = submit(DAVE, encrypting(cipher));

        RecipientInformation recipient = new SMIMEEnveloped(wire)
                .getRecipientInfos()
                .getRecipients()
                .iterator()
                .next();
        byte[] content = recipient.getContent(new JceKeyAgreeEnvelopedRecipient(dave.key()).setProvider(BC));
        assertThat(content).asString(US_ASCII).isEqualTo(ENTITY);
    }

    private static String encrypting(String cipher) {
        return "mode=\"encrypt\" cipher=\"" + cipher + "\"";
    }

    private static SMIMESignedGenerator signer() throws Exception {
        TestIdentity bob = edge.partner().good(BOB, KeyKind.ED25519);
        SMIMESignedGenerator generator = new SMIMESignedGenerator();
        // Without a provider: Bouncy Castle's does not take the JDK's keys.
        generator.addSignerInfoGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("Ed25519", bob.key(), bob.certificate()));
        generator.addCertificates(new JcaCertStore(
                List.of(bob.certificate(), edge.partner().issuing().certificate())));
        return generator;
    }

    /** HKDF is how X25519 keys agree (RFC 8418). */
    private static SMIMEEnvelopedGenerator envelope() throws Exception {
        KeyPair ephemeral = KeyKind.X25519.fresh();
        X509Certificate gateway = edge.key(KeyKind.X25519).certificate();
        SMIMEEnvelopedGenerator generator = new SMIMEEnvelopedGenerator();
        generator.addRecipientInfoGenerator(new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_HKDF_SHA256,
                        ephemeral.getPrivate(),
                        ephemeral.getPublic(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(gateway)
                .setProvider(BC));
        return generator;
    }

    private static MimeBodyPart entity() throws Exception {
        return new MimeBodyPart(new ByteArrayInputStream(ENTITY.getBytes(US_ASCII)));
    }

    private static MimeMessage message(String subject) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(BOB);
        message.setRecipients(javax.mail.Message.RecipientType.TO, ALICE);
        message.setSubject(subject);
        return message;
    }

    private static RawMail received(MimeMessage message, String user) throws Exception {
        message.saveChanges();
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        edge.receive(new RawMail(bytes.toByteArray()));
        return edge.a().inbox(user).await(message.getSubject());
    }

    private static MimeMessage submit(String to, String profile) throws Exception {
        RawMail wire = edge.submit(to, edge.profile(profile) + " to " + to, ENTITY);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(wire.bytes()));
    }

    private static void assertPassed(RawMail received) {
        assertThat(received.bodyText()).isEqualTo(BODY);
        assertThat(received.header("Authentication-Results"))
                .hasValueSatisfying(results -> assertThat(results).contains("smime=pass", BOB));
    }

    private static void assertVerified(SMIMESigned signed) throws Exception {
        SignerInformation signer =
                signed.getSignerInfos().getSigners().iterator().next();
        X509Certificate gateway = edge.key(KeyKind.ED25519).certificate();
        assertThat(signer.getEncryptionAlgOID()).isEqualTo("1.3.101.112");
        assertThat(signer.verify(
                        new JcaSimpleSignerInfoVerifierBuilder().setProvider(BC).build(gateway)))
                .isTrue();
    }

    private static String raw(MimeBodyPart part) throws Exception {
        var bytes = new ByteArrayOutputStream();
        part.writeTo(bytes);
        return bytes.toString(US_ASCII);
    }
}
