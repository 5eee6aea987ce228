package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.smimegate.core.testing.TestIdentity;

/** Makes SignerInfos and SignedData by hand, right or wrong in every detail: SHA-256 with RSA unless said otherwise. */
final class HandMadeSigner {
    static final ASN1ObjectIdentifier DATA = CMSObjectIdentifiers.data;

    private final TestIdentity identity;
    private String digest = "SHA-256";
    private ASN1ObjectIdentifier digestOid = NISTObjectIdentifiers.id_sha256;
    private AlgorithmIdentifier signatureAlgorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption);
    private String signatureName = "SHA256withRSA";
    private UnaryOperator<List<Attribute>> attributes = UnaryOperator.identity();
    private UnaryOperator<List<Attribute>> transmitted = UnaryOperator.identity();
    private boolean withAttributes = true;

    HandMadeSigner(TestIdentity identity) {
        this.identity = identity;
    }

    HandMadeSigner digest(String name, ASN1ObjectIdentifier oid, String signature) {
        this.digest = name;
        this.digestOid = oid;
        this.signatureName = signature;
        return this;
    }

    HandMadeSigner signatureAlgorithm(AlgorithmIdentifier algorithm) {
        this.signatureAlgorithm = algorithm;
        return this;
    }

    /** Changes the attributes before they are signed. */
    HandMadeSigner attributes(UnaryOperator<List<Attribute>> change) {
        this.attributes = change;
        return this;
    }

    /** Changes the attributes after they were signed. */
    HandMadeSigner afterwards(UnaryOperator<List<Attribute>> change) {
        this.transmitted = change;
        return this;
    }

    HandMadeSigner withoutAttributes() {
        this.withAttributes = false;
        return this;
    }

    SignerInfo sign(byte[] content) throws GeneralSecurityException, IOException {
        if (!withAttributes) {
            return info(null, value(content));
        }
        List<Attribute> signed = attributes.apply(standard(content));
        DERSet set = new DERSet(signed.toArray(ASN1Encodable[]::new));
        byte[] value = value(set.getEncoded(ASN1Encoding.DER));
        return info(new DERSet(transmitted.apply(signed).toArray(ASN1Encodable[]::new)), value);
    }

    /** contentType and messageDigest. */
    private List<Attribute> standard(byte[] content) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance(digest).digest(content);
        return new ArrayList<>(List.of(attribute(CMSAttributes.contentType, DATA), messageDigest(hash)));
    }

    static Attribute messageDigest(byte[]... values) {
        ASN1Encodable[] octets = Arrays.stream(values).map(DEROctetString::new).toArray(ASN1Encodable[]::new);
        return attribute(CMSAttributes.messageDigest, octets);
    }

    static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
        return new Attribute(type, new DERSet(values));
    }

    private byte[] value(byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(signatureName);
        signature.initSign(identity.key());
        signature.update(signed);
        return signature.sign();
    }

    private SignerInfo info(ASN1Set signedAttributes, byte[] value) throws GeneralSecurityException {
        Certificate certificate = Certificate.getInstance(identity.certificate().getEncoded());
        SignerIdentifier sid = new SignerIdentifier(new IssuerAndSerialNumber(certificate));
        return new SignerInfo(
                sid,
                new AlgorithmIdentifier(digestOid),
                signedAttributes,
                signatureAlgorithm,
                new DEROctetString(value),
                null);
    }

    /** @param content to be put inside, null for a detached signature */
    static byte[] signedData(byte[] content, List<TestIdentity> certificates, SignerInfo... signers) throws Exception {
        return signedData(DATA, content, certificates, signers);
    }

    static byte[] signedData(
            ASN1ObjectIdentifier type, byte[] content, List<TestIdentity> certificates, SignerInfo... signers)
            throws Exception {
        ASN1EncodableVector chain = new ASN1EncodableVector();
        for (TestIdentity identity : certificates) {
            chain.add(Certificate.getInstance(identity.certificate().getEncoded()));
        }
        return signedData(type, content, new DERSet(chain), signers);
    }

    static byte[] signedData(ASN1ObjectIdentifier type, byte[] content, ASN1Set certificates, SignerInfo... signers)
            throws IOException {
        ASN1Encodable inside = content == null ? null : new BEROctetString(content);
        SignedData data = new SignedData(
                new DERSet(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ContentInfo(type, inside),
                certificates,
                null,
                new DERSet(signers));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }
}
