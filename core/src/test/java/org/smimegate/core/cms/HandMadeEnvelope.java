package org.smimegate.core.cms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.smimegate.core.testing.TestIdentity;

/** Makes envelopes by hand, right or wrong in every detail: AES-256, one fixed content key. */
final class HandMadeEnvelope {
    static final byte[] CONTENT_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    static final byte[] NONCE = new byte[12];

    private final List<ASN1Encodable> recipients = new ArrayList<>();

    HandMadeEnvelope recipient(RecipientInfo info) {
        recipients.add(info);
        return this;
    }

    HandMadeEnvelope to(TestIdentity recipient) throws Exception {
        return recipient(transport(recipient, pkcs1(recipient, CONTENT_KEY)));
    }

    static RecipientInfo transport(TestIdentity recipient, byte[] encryptedKey) throws Exception {
        return new RecipientInfo(new KeyTransRecipientInfo(
                new RecipientIdentifier(issuerAndSerial(recipient)),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new DEROctetString(encryptedKey)));
    }

    static IssuerAndSerialNumber issuerAndSerial(TestIdentity identity) throws GeneralSecurityException {
        return new IssuerAndSerialNumber(
                Certificate.getInstance(identity.certificate().getEncoded()));
    }

    static byte[] pkcs1(TestIdentity recipient, byte[] key) throws GeneralSecurityException {
        return rsa("RSA/ECB/PKCS1Padding", recipient, key);
    }

    static byte[] rsa(String transformation, TestIdentity recipient, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.ENCRYPT_MODE, recipient.certificate().getPublicKey());
        return cipher.doFinal(data);
    }

    /** EnvelopedData with AES-256-CBC. */
    byte[] cbc(byte[] content) throws Exception {
        byte[] iv = new byte[16];
        return enveloped(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)),
                cbcEncrypted(content, iv));
    }

    static byte[] cbcEncrypted(byte[] content, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(CONTENT_KEY, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(content);
    }

    byte[] enveloped(AlgorithmIdentifier cipher, byte[] encrypted) throws IOException {
        EnvelopedData data = new EnvelopedData(null, infos(), content(cipher, encrypted), (ASN1Set) null);
        return new ContentInfo(CMSObjectIdentifiers.envelopedData, data).getEncoded();
    }

    /** AuthEnvelopedData with AES-256-GCM. */
    byte[] gcm(byte[] content, ASN1Encodable... authenticatedAttributes) throws Exception {
        ASN1Set attributes = authenticatedAttributes.length == 0 ? null : new DERSet(authenticatedAttributes);
        byte[] all = gcmEncrypted(content, attributes);
        return authEnveloped(
                gcmAlgorithm(16),
                Arrays.copyOf(all, all.length - 16),
                attributes,
                Arrays.copyOfRange(all, all.length - 16, all.length));
    }

    static AlgorithmIdentifier gcmAlgorithm(int tagBytes) {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(NONCE, tagBytes));
    }

    /** Ciphertext and tag. */
    static byte[] gcmEncrypted(byte[] content, ASN1Set attributes) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(CONTENT_KEY, "AES"), new GCMParameterSpec(128, NONCE));
        if (attributes != null) {
            cipher.updateAAD(attributes.getEncoded(ASN1Encoding.DER));
        }
        return cipher.doFinal(content);
    }

    byte[] authEnveloped(AlgorithmIdentifier cipher, byte[] encrypted, ASN1Set attributes, byte[] mac)
            throws IOException {
        AuthEnvelopedData data = new AuthEnvelopedData(
                null, infos(), content(cipher, encrypted), attributes, new DEROctetString(mac), null);
        return new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data).getEncoded();
    }

    /** In the order given. */
    private ASN1Set infos() {
        return new BERSet(recipients.toArray(ASN1Encodable[]::new));
    }

    private static EncryptedContentInfo content(AlgorithmIdentifier cipher, byte[] encrypted) {
        ASN1ObjectIdentifier data = CMSObjectIdentifiers.data;
        return new EncryptedContentInfo(data, cipher, new DEROctetString(encrypted));
    }
}
