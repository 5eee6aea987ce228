package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.Protecting.encrypt;
import static org.smimegate.core.cms.Protecting.lines;
import static org.smimegate.core.cms.Protecting.protect;
import static org.smimegate.core.cms.Protecting.signer;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.mail.smime.SMIMEEnveloped;
import org.bouncycastle.mail.smime.SMIMESigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/**
 * Ed25519 and X25519 with Bouncy Castle's mail API as peer, because Debian's OpenSSL cannot do them in CMS: not proven
 * with a foreign implementation.
 */
class BcMailInteropTest {
    private static final String CONTENT = lines("Content-Type: text/plain", "", "Hello Dave");
    private static final String MESSAGE = "From: bob@example.org\r\nMIME-Version: 1.0\r\n" + CONTENT;

    private final TestPki pki = TestPki.shared();

    @Test
    void shouldVerifyWithBcMail_whenSignedDetachedWithEd25519() throws Exception {
        TestIdentity bob = pki.good("bob@example.org", KeyKind.ED25519);

        MimeMessage signed = parse(protect(MESSAGE, new ProtectionStep.Sign(signer(bob), SigningMode.DETACHED)));

        SMIMESigned verifying = new SMIMESigned((MimeMultipart) signed.getContent());
        assertThat(verifies(verifying, bob)).isTrue();
        assertThat(verifying.getContent().getContent()).isEqualTo("Hello Dave\r\n");
    }

    @Test
    void shouldVerifyWithBcMail_whenSignedOpaqueWithEd25519() throws Exception {
        TestIdentity bob = pki.good("bob@example.org", KeyKind.ED25519);

        MimeMessage signed = parse(protect(MESSAGE, new ProtectionStep.Sign(signer(bob), SigningMode.OPAQUE)));

        SMIMESigned verifying = new SMIMESigned(signed);
        assertThat(verifies(verifying, bob)).isTrue();
    }

    @Test
    void shouldFailInBcMail_whenEd25519ContentIsTampered() throws Exception {
        TestIdentity bob = pki.good("bob@example.org", KeyKind.ED25519);
        byte[] signed = protect(MESSAGE, new ProtectionStep.Sign(signer(bob), SigningMode.DETACHED));
        String tampered = new String(signed, StandardCharsets.US_ASCII).replace("Hello", "Hallo");

        MimeMessage message = parse(tampered.getBytes(StandardCharsets.US_ASCII));

        SMIMESigned verifying = new SMIMESigned((MimeMultipart) message.getContent());
        assertThat(verifies(verifying, bob)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentCipher.class,
            names = {"AES_256_CBC", "AES_128_CBC"})
    void shouldDecryptWithBcMail_whenEncryptedToX25519(ContentCipher cipher) throws Exception {
        TestIdentity dave = pki.good("dave@example.net", KeyKind.X25519);

        MimeMessage encrypted = parse(protect(MESSAGE, encrypt(cipher, KeyTransport.RSA_PKCS1, dave)));

        Collection<RecipientInformation> recipients =
                new SMIMEEnveloped(encrypted).getRecipientInfos().getRecipients();
        byte[] content = recipients
                .iterator()
                .next()
                .getContent(new JceKeyAgreeEnvelopedRecipient(dave.key()).setProvider(Providers.bouncyCastle()));
        assertThat(content).asString(StandardCharsets.US_ASCII).isEqualTo(CONTENT);
    }

    private static boolean verifies(SMIMESigned signed, TestIdentity signer) throws Exception {
        SignerInformation information =
                signed.getSignerInfos().getSigners().iterator().next();
        try {
            return information.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(Providers.bouncyCastle())
                    .build(signer.certificate()));
        } catch (CMSSignerDigestMismatchException e) {
            return false;
        }
    }

    private static MimeMessage parse(byte[] message) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
    }
}
