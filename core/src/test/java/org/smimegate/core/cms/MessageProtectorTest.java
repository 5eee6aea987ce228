package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smimegate.core.cms.Protecting.encrypt;
import static org.smimegate.core.cms.Protecting.lines;
import static org.smimegate.core.cms.Protecting.protect;
import static org.smimegate.core.cms.Protecting.recipient;
import static org.smimegate.core.cms.Protecting.signer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.asn1.smime.SMIMECapabilities;
import org.bouncycastle.asn1.smime.SMIMECapabilitiesAttribute;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class MessageProtectorTest {
    private static final String MESSAGE = lines(
            "Received: from here\r\n\tby there",
            "From: bob@example.org",
            "Content-Type: text/plain",
            "Subject: offer",
            "MIME-Version: 1.0",
            "Content-Transfer-Encoding: 7bit",
            "Date: Mon, 5 Jan 2026 10:00:00 +0000",
            "",
            "Hello");

    private final TestPki pki = TestPki.shared();
    private final TestIdentity bob = pki.good("bob@example.org");
    private final TestIdentity dave = pki.good("dave@example.net");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AES_256_CBC | application/pkcs7-mime; smime-type=enveloped-data;",
                "AES_128_GCM | application/pkcs7-mime; smime-type=authEnveloped-data;"
            })
    void shouldNameTheType_whenEncrypted(ContentCipher cipher, String type) throws Exception {
        byte[] encrypted = protect(MESSAGE, encrypt(cipher, KeyTransport.RSA_PKCS1, dave));

        assertThat(text(encrypted))
                .contains("Content-Type: " + type + "\r\n name=\"smime.p7m\"\r\n")
                .contains("Content-Transfer-Encoding: base64\r\n")
                .contains("Content-Disposition: attachment; filename=\"smime.p7m\"\r\n");
    }

    @Test
    void shouldNameTheType_whenSignedOpaque() throws Exception {
        byte[] signed = protect(MESSAGE, new ProtectionStep.Sign(signer(bob), SigningMode.OPAQUE));

        assertThat(text(signed))
                .contains("Content-Type: application/pkcs7-mime; smime-type=signed-data;\r\n name=\"smime.p7m\"\r\n")
                .contains("Content-Disposition: attachment; filename=\"smime.p7m\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, sha-256", "P_256, sha-256", "P_384, sha-384", "P_521, sha-512", "ED25519, sha-512"})
    void shouldNameTypeAndDigest_whenSignedDetached(KeyKind kind, String micalg) throws Exception {
        TestIdentity signer = pki.good("bob@example.org", kind);

        byte[] signed = protect(MESSAGE, new ProtectionStep.Sign(signer(signer), SigningMode.DETACHED));

        assertThat(text(signed))
                .containsPattern("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
                        + " micalg=" + micalg + "; boundary=\"[^\"]+\"\r\n")
                .contains("Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n")
                .contains("Content-Disposition: attachment; filename=\"smime.p7s\"\r\n");
    }

    @Test
    void shouldKeepOuterFieldsAndMoveContentFields_whenProtected() throws Exception {
        byte[] signed = protect(MESSAGE, new ProtectionStep.Sign(signer(bob), SigningMode.DETACHED));

        String header = text(signed).substring(0, text(signed).indexOf("\r\n\r\n") + 2);
        assertThat(header.replaceAll("(?m)^Content-.*\r\n(?:[ \t].*\r\n)*", ""))
                .isEqualTo(lines(
                        "Received: from here\r\n\tby there",
                        "From: bob@example.org",
                        "Subject: offer",
                        "MIME-Version: 1.0",
                        "Date: Mon, 5 Jan 2026 10:00:00 +0000"));
        assertThat(text(signed))
                .contains("Content-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\n");
    }

    @Test
    void shouldSignOpaque_whenContentMustNotBeRecoded() throws Exception {
        String nested = lines(
                "From: bob@example.org",
                "MIME-Version: 1.0",
                "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha256; boundary=b",
                "",
                "--b",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
                "",
                "Grüße",
                "--b",
                "Content-Type: application/pgp-signature",
                "",
                "x",
                "--b--");

        byte[] signed = protect(nested, new ProtectionStep.Sign(signer(bob), SigningMode.DETACHED));

        assertThat(text(signed)).contains("smime-type=signed-data");
        byte[] content = (byte[]) signedData(signed).getSignedContent().getContent();
        assertThat(new String(content, StandardCharsets.UTF_8)).endsWith(nested.substring(nested.indexOf("\r\n\r\n")));
    }

    @Test
    void shouldSayWhatItIsAndReads_whenSigned() throws Exception {
        TestPki.SplitPair pair = pki.splitPair("bob@example.org");
        SigningIdentity identity = new SigningIdentity(
                pair.signing().key(),
                pair.signing().certificate(),
                pair.signing().issuers(),
                pair.encryption().certificate());

        CMSSignedData signed = signedData(protect(MESSAGE, new ProtectionStep.Sign(identity, SigningMode.OPAQUE)));

        assertThat(signed.getCertificates().getMatches(null))
                .containsExactlyInAnyOrder(holder(pair.signing()), holder(pair.encryption()), holder(pki.issuing()));
        AttributeTable attributes = onlySigner(signed).getSignedAttributes();
        assertThat(attributes.get(CMSAttributes.signingTime)).isNotNull();
        assertThat(capabilities(attributes))
                .containsExactly(
                        "2.16.840.1.101.3.4.1.46",
                        "2.16.840.1.101.3.4.1.6",
                        "2.16.840.1.101.3.4.1.42",
                        "2.16.840.1.101.3.4.1.2");
        assertThat(encryptTo(attributes).getSerialNumber().getValue())
                .isEqualTo(pair.encryption().certificate().getSerialNumber());
        assertThat(certificateHash(attributes))
                .isEqualTo(Providers.digest("SHA-256")
                        .digest(TestFiles.der(pair.signing().certificate())));
    }

    /** Not our reading of our own bytes: Bouncy Castle's types, field by field, written by it anew. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "X25519")
    void shouldEncodeAsBouncyCastle_whenSignedDetached(KeyKind kind) throws Exception {
        TestIdentity signer = pki.good("bob@example.org", kind);

        byte[] signature = signature(protect(MESSAGE, new ProtectionStep.Sign(signer(signer), SigningMode.DETACHED)));

        SignedData data =
                SignedData.getInstance(ContentInfo.getInstance(signature).getContent());
        SignerInfo written = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        SignerInfo info = new SignerInfo(
                SignerIdentifier.getInstance(written.getSID()),
                written.getDigestAlgorithm(),
                attributes(signer.certificate(), written),
                written.getDigestEncryptionAlgorithm(),
                written.getEncryptedDigest(),
                (ASN1Set) null);
        SignedData anew = new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                new DERSet(Arrays.stream(data.getCertificates().toArray())
                        .map(Certificate::getInstance)
                        .toArray(Certificate[]::new)),
                null,
                new DERSet(info));
        assertThat(new ContentInfo(CMSObjectIdentifiers.signedData, anew).getEncoded(ASN1Encoding.DER))
                .isEqualTo(signature);
    }

    /** Our attributes made of Bouncy Castle's types; from what is written come digest and time only. */
    private static DERSet attributes(X509Certificate certificate, SignerInfo written) throws Exception {
        AttributeTable read = new AttributeTable(written.getAuthenticatedAttributes());
        Time time = Time.getInstance(
                read.get(CMSAttributes.signingTime).getAttrValues().getObjectAt(0));
        SMIMECapabilityVector capabilities = new SMIMECapabilityVector();
        Arrays.stream(ContentCipher.values())
                .forEach(cipher -> capabilities.addCapability(new ASN1ObjectIdentifier(cipher.oid())));
        byte[] hash = Providers.digest("SHA-256").digest(certificate.getEncoded());
        IssuerAndSerialNumber name = new IssuerAndSerialNumber(
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()), certificate.getSerialNumber());
        return new DERSet(new Attribute[] {
            new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)),
            new Attribute(
                    CMSAttributes.messageDigest,
                    new DERSet(read.get(CMSAttributes.messageDigest)
                            .getAttrValues()
                            .getObjectAt(0))),
            new Attribute(CMSAttributes.signingTime, new DERSet(new Time(time.getDate()))),
            new SMIMECapabilitiesAttribute(capabilities),
            new SMIMEEncryptionKeyPreferenceAttribute(name),
            new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash))))
        });
    }

    @Test
    void shouldEncodeRecipientsAsBouncyCastle() throws Exception {
        TestIdentity[] recipients = Stream.of(KeyKind.RSA_2048, KeyKind.P_256, KeyKind.P_521, KeyKind.X25519)
                .map(kind -> pki.good("dave@example.net", kind))
                .toArray(TestIdentity[]::new);

        byte[] encrypted =
                body(protect(MESSAGE, encrypt(ContentCipher.AES_256_CBC, KeyTransport.RSA_PKCS1, recipients)));

        EnvelopedData data =
                EnvelopedData.getInstance(ContentInfo.getInstance(encrypted).getContent());
        assertThat(data.getVersion().getValue()).isEqualTo(2);
        assertThat(data.getRecipientInfos().size()).isEqualTo(recipients.length);
        ASN1Encodable[] anew = Arrays.stream(data.getRecipientInfos().toArray())
                .map(MessageProtectorTest::anew)
                .toArray(ASN1Encodable[]::new);
        assertThat(new DERSet(anew).getEncoded(ASN1Encoding.DER))
                .isEqualTo(data.getRecipientInfos().getEncoded())
                .isEqualTo(data.getRecipientInfos().getEncoded(ASN1Encoding.DER));
    }

    private static RecipientInfo anew(ASN1Encodable written) {
        ASN1Encodable info = RecipientInfo.getInstance(written).getInfo();
        if (info instanceof KeyTransRecipientInfo transport) {
            return new RecipientInfo(new KeyTransRecipientInfo(
                    transport.getRecipientIdentifier(),
                    transport.getKeyEncryptionAlgorithm(),
                    transport.getEncryptedKey()));
        }
        KeyAgreeRecipientInfo agreement = (KeyAgreeRecipientInfo) info;
        OriginatorPublicKey key = agreement.getOriginator().getOriginatorKey();
        RecipientEncryptedKey encryptedKey = RecipientEncryptedKey.getInstance(
                agreement.getRecipientEncryptedKeys().getObjectAt(0));
        return new RecipientInfo(new KeyAgreeRecipientInfo(
                new OriginatorIdentifierOrKey(new OriginatorPublicKey(key.getAlgorithm(), key.getPublicKeyData())),
                agreement.getUserKeyingMaterial(),
                agreement.getKeyEncryptionAlgorithm(),
                new DERSequence(
                        new RecipientEncryptedKey(encryptedKey.getIdentifier(), encryptedKey.getEncryptedKey()))));
    }

    @Test
    void shouldWriteOneRecipientInfo_whenCertificatesAreEqual() throws Exception {
        byte[] encrypted =
                protect(MESSAGE, encrypt(ContentCipher.AES_256_CBC, KeyTransport.RSA_PKCS1, dave, bob, dave));

        assertThat(new CMSEnvelopedData(body(encrypted)).getRecipientInfos().size())
                .isEqualTo(2);
    }

    @Test
    void shouldUseNewKeys_whenProtectingTheSameTwice() throws Exception {
        ProtectionStep step = encrypt(ContentCipher.AES_256_GCM, KeyTransport.RSA_OAEP, dave);

        assertThat(protect(MESSAGE, step)).isNotEqualTo(protect(MESSAGE, step));
    }

    /** The key of one, the certificate of another: nobody may get such a signature. */
    @ParameterizedTest
    @CsvSource({"RSA_2048", "P_256", "ED25519"})
    void shouldFail_whenSignatureDoesNotVerify(KeyKind kind) {
        SigningIdentity mixed = new SigningIdentity(
                kind.fresh().getPrivate(),
                pki.good("bob@example.org", kind).certificate(),
                List.of(),
                bob.certificate());

        assertThatThrownBy(() -> protect(MESSAGE, new ProtectionStep.Sign(mixed, SigningMode.DETACHED)))
                .isInstanceOf(ProtectionFailedException.class)
                .hasMessageContaining("does not verify");
    }

    @Test
    void shouldFail_whenKeyCannotSign() {
        TestIdentity agreesOnly = pki.good("bob@example.org", KeyKind.X25519);

        assertThatThrownBy(() -> protect(MESSAGE, new ProtectionStep.Sign(signer(agreesOnly), SigningMode.DETACHED)))
                .isInstanceOf(ProtectionFailedException.class)
                .hasMessageContaining("expected: RSA, RSASSA-PSS, EC P-256, P-384, P-521, Ed25519");
    }

    @Test
    void shouldFail_whenCertificateCannotBeEncryptedTo() {
        TestIdentity signsOnly = pki.good("dave@example.net", KeyKind.ED25519);

        assertThatThrownBy(() ->
                        protect(MESSAGE, encrypt(ContentCipher.AES_256_CBC, KeyTransport.RSA_PKCS1, dave, signsOnly)))
                .isInstanceOf(ProtectionFailedException.class)
                .hasMessageContaining("CN=dave@example.net")
                .hasMessageContaining("expected: RSA, EC P-256, P-384, P-521, X25519");
    }

    @Test
    void shouldPassOnTheFailureOfTheSink_whenItCannotBeWritten() throws Exception {
        IOException full = new IOException("disk full");
        OutputStream sink = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };
        RawMessage message = RawMessage.scan(MessageSource.of(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
        List<ProtectionStep> steps = List.of(new ProtectionStep.Encrypt(
                List.of(recipient(dave)), ContentCipher.AES_256_CBC, KeyTransport.RSA_PKCS1));

        assertThatThrownBy(() -> new MessageProtector().protect(message, steps, sink))
                .isSameAs(full);
    }

    private static List<String> capabilities(AttributeTable attributes) {
        Attribute attribute = attributes.get(SMIMEAttributes.smimeCapabilities);
        List<?> all = SMIMECapabilities.getInstance(attribute).getCapabilities(null);
        return all.stream()
                .map(c -> ((SMIMECapability) c).getCapabilityID().getId())
                .toList();
    }

    private static IssuerAndSerialNumber encryptTo(AttributeTable attributes) {
        Attribute attribute = attributes.get(SMIMEAttributes.encrypKeyPref);
        ASN1TaggedObject choice =
                ASN1TaggedObject.getInstance(attribute.getAttributeValues()[0], BERTags.CONTEXT_SPECIFIC);
        return IssuerAndSerialNumber.getInstance(choice.getBaseUniversal(false, BERTags.SEQUENCE));
    }

    private static byte[] certificateHash(AttributeTable attributes) {
        Attribute attribute = attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        return SigningCertificateV2.getInstance(attribute.getAttributeValues()[0])
                .getCerts()[0]
                .getCertHash();
    }

    private static SignerInformation onlySigner(CMSSignedData signed) {
        return signed.getSignerInfos().getSigners().iterator().next();
    }

    private static CMSSignedData signedData(byte[] message) throws Exception {
        return new CMSSignedData(body(message));
    }

    /** The last part of a multipart/signed. */
    private static byte[] signature(byte[] message) {
        String text = text(message);
        return body(text.substring(
                        text.lastIndexOf("Content-Type: application/pkcs7-signature"), text.lastIndexOf("\r\n--"))
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] body(byte[] message) {
        String text = text(message);
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n")));
    }

    private static X509CertificateHolder holder(TestIdentity identity) throws Exception {
        return new X509CertificateHolder(TestFiles.der(identity.certificate()));
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }
}
