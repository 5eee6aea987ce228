package org.smimegate.core.cms;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.smimegate.core.testing.TestIdentity;

/** Envelopes and compressed data for RSA recipients, made by Bouncy Castle. */
final class Envelopes {
    private Envelopes() {}

    static byte[] cbc(byte[] content, TestIdentity... recipients) throws Exception {
        return cbc(CMSAlgorithm.AES256_CBC, content, recipients);
    }

    static byte[] cbc(ASN1ObjectIdentifier cipher, byte[] content, TestIdentity... recipients) throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        for (TestIdentity recipient : recipients) {
            generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient.certificate()));
        }
        return generator
                .generate(
                        new CMSProcessableByteArray(content),
                        new JceCMSContentEncryptorBuilder(cipher)
                                .setProvider(Providers.bouncyCastle())
                                .build())
                .getEncoded();
    }

    static byte[] gcm(byte[] content, TestIdentity... recipients) throws Exception {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        for (TestIdentity recipient : recipients) {
            generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient.certificate()));
        }
        OutputAEADEncryptor encryptor = (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                .setProvider(Providers.bouncyCastle())
                .build();
        return generator
                .generate(new CMSProcessableByteArray(content), encryptor)
                .getEncoded();
    }

    static byte[] compressed(byte[] content) throws Exception {
        return new CMSCompressedDataGenerator()
                .generate(new CMSProcessableByteArray(content), new ZlibCompressor())
                .getEncoded();
    }
}
