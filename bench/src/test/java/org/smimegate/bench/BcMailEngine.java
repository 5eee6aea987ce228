package org.smimegate.bench;

import java.io.OutputStream;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.mail.Session;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import javax.mail.util.SharedByteArrayInputStream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.smime.SMIMECapabilitiesAttribute;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaCertStoreBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.mail.smime.SMIMEAuthEnveloped;
import org.bouncycastle.mail.smime.SMIMEEnveloped;
import org.bouncycastle.mail.smime.SMIMEEnvelopedGenerator;
import org.bouncycastle.mail.smime.SMIMESigned;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;
import org.bouncycastle.mail.smime.SMIMEUtil;
import org.bouncycastle.util.Store;
import org.smimegate.core.testing.TestIdentity;

/**
 * Bouncy Castle's mail API, used as James' own crypto mailets use it: a MimeMessage parsed from the bytes, keys as a key
 * store of the JDK gives them, everything computed by Bouncy Castle's provider, the result set as content of a copy that is
 * then written.
 */
final class BcMailEngine implements MailEngine {
    private static final Session SESSION = Session.getInstance(new Properties());

    private final Provider provider = new BouncyCastleProvider();
    private final Parties parties = Parties.SHARED;
    private final PrivateKey rsaKey = parties.sender.key();
    private final PrivateKey ecKey = parties.ecSender.key();
    private final PrivateKey recipientKey = parties.recipients.get(0).key();

    @Override
    public void sign(byte[] message, OutputStream out) throws Exception {
        MimeMessage original = parse(message);
        write(original, signed(body(original), parties.sender, rsaKey, "SHA256withRSA"), out);
    }

    @Override
    public void signWithEc(byte[] message, OutputStream out) throws Exception {
        MimeMessage original = parse(message);
        write(original, signed(body(original), parties.ecSender, ecKey, "SHA256withECDSA"), out);
    }

    @Override
    public void encrypt(byte[] message, int recipients, OutputStream out) throws Exception {
        MimeMessage original = parse(message);
        write(original, encrypted(body(original), recipients), out);
    }

    @Override
    public void signAndEncrypt(byte[] message, OutputStream out) throws Exception {
        MimeMessage original = parse(message);
        MimeBodyPart signed = new MimeBodyPart();
        signed.setContent(signed(body(original), parties.sender, rsaKey, "SHA256withRSA"));
        write(original, encrypted(signed, 1), out);
    }

    @Override
    public void decrypt(byte[] encrypted, OutputStream out) throws Exception {
        MimeMessage original = parse(encrypted);
        write(original, decrypted(original), out);
    }

    @Override
    public void verify(byte[] signed, OutputStream out) throws Exception {
        MimeMessage original = parse(signed);
        verify((MimeMultipart) original.getContent());
        original.writeTo(out);
    }

    @Override
    public void decryptAndVerify(byte[] message, OutputStream out) throws Exception {
        MimeMessage original = parse(message);
        MimeBodyPart decrypted = decrypted(original);
        verify((MimeMultipart) decrypted.getContent());
        write(original, decrypted, out);
    }

    private MimeMultipart signed(MimeBodyPart content, TestIdentity signer, PrivateKey key, String algorithm)
            throws Exception {
        SMIMESignedGenerator generator = new SMIMESignedGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setProvider(provider)
                .setSignedAttributeGenerator(capabilities())
                .build(algorithm, key, signer.certificate()));
        List<X509Certificate> certificates = new ArrayList<>(signer.intermediates());
        certificates.add(signer.certificate());
        generator.addCertificates(new JcaCertStore(certificates));
        return generator.generate(content);
    }

    private static AttributeTable capabilities() {
        SMIMECapabilityVector ciphers = new SMIMECapabilityVector();
        ciphers.addCapability(SMIMECapability.aES256_CBC);
        ciphers.addCapability(SMIMECapability.aES128_CBC);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new SMIMECapabilitiesAttribute(ciphers));
        return new AttributeTable(attributes);
    }

    private MimeBodyPart encrypted(MimeBodyPart content, int recipients) throws Exception {
        SMIMEEnvelopedGenerator generator = new SMIMEEnvelopedGenerator();
        for (TestIdentity recipient : parties.recipients.subList(0, recipients)) {
            generator.addRecipientInfoGenerator(
                    new JceKeyTransRecipientInfoGenerator(recipient.certificate()).setProvider(provider));
        }
        return generator.generate(
                content,
                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                        .setProvider(provider)
                        .build());
    }

    private MimeBodyPart decrypted(MimeMessage message) throws Exception {
        for (RecipientInformation recipient : recipients(message).getRecipients()) {
            byte[] content =
                    recipient.getContent(new JceKeyTransEnvelopedRecipient(recipientKey).setProvider(provider));
            return SMIMEUtil.toMimeBodyPart(content);
        }
        throw new IllegalStateException("no recipient");
    }

    private static RecipientInformationStore recipients(MimeMessage message) throws Exception {
        return message.getContentType().contains("authEnveloped")
                ? new SMIMEAuthEnveloped(message).getRecipientInfos()
                : new SMIMEEnveloped(message).getRecipientInfos();
    }

    private void verify(MimeMultipart multipart) throws Exception {
        SMIMESigned signed = new SMIMESigned(multipart);
        Store<X509CertificateHolder> certificates = signed.getCertificates();
        for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
            X509CertificateHolder holder = (X509CertificateHolder)
                    certificates.getMatches(signer.getSID()).iterator().next();
            X509Certificate certificate =
                    new JcaX509CertificateConverter().setProvider(provider).getCertificate(holder);
            buildPath(certificate, certificates);
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(provider)
                    .build(certificate))) {
                throw new IllegalStateException("signature not good");
            }
        }
    }

    private void buildPath(X509Certificate certificate, Store<X509CertificateHolder> others) throws Exception {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        TrustAnchor root = new TrustAnchor(parties.pki.root().certificate(), null);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(root), target);
        CertStore store = new JcaCertStoreBuilder()
                .setProvider(provider)
                .addCertificates(others)
                .build();
        parameters.addCertStore(store);
        parameters.setRevocationEnabled(false);
        CertPathBuilder.getInstance("PKIX", provider).build(parameters);
    }

    private static MimeMessage parse(byte[] message) throws Exception {
        return new MimeMessage(SESSION, new SharedByteArrayInputStream(message));
    }

    private static MimeBodyPart body(MimeMessage message) throws Exception {
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(message.getContent(), message.getContentType());
        return body;
    }

    private static void write(MimeMessage original, MimeMultipart content, OutputStream out) throws Exception {
        MimeMessage copy = new MimeMessage(original);
        copy.setContent(content);
        copy.saveChanges();
        copy.writeTo(out);
    }

    private static void write(MimeMessage original, MimeBodyPart content, OutputStream out) throws Exception {
        MimeMessage copy = new MimeMessage(original);
        copy.setContent(content.getContent(), content.getContentType());
        copy.saveChanges();
        copy.writeTo(out);
    }
}
