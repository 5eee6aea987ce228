package org.smimegate.admin.cert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Makes certificates and requests for them: RSA with SHA-256, elliptic curves with SHA-256, 384 or 512. */
public final class Certifier {
    /** Clocks differ: a certificate starts a little before it is made. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 127;

    private final SecureRandom random = new SecureRandom();

    /** A certificate authority for tests and demonstrations: its certificate signs others and nothing else. */
    public Identity authority(String name, Duration validity) {
        KeyPair keys = KeyType.RSA_2048.generate();
        var request = new CertificateRequest(new X500Name("CN=" + name), List.of(), List.of(), validity);
        return new Identity(
                keys.getPrivate(),
                certificate(request.subject(), keys.getPrivate(), request, keys.getPublic(), authorityUse(keys)),
                List.of());
    }

    /** A key and certificate for signing and encryption, issued by an authority. */
    public Identity issue(Identity authority, CertificateRequest request, KeyType type) {
        KeyPair keys = type.generate();
        X500Name issuer = X500Name.getInstance(
                authority.certificate().getSubjectX500Principal().getEncoded());
        X509Certificate certificate =
                certificate(issuer, authority.key(), request, keys.getPublic(), leafUse(request, keys.getPublic()));
        return new Identity(keys.getPrivate(), certificate, List.of(authority.certificate()));
    }

    /** A key and certificate for signing and encryption that vouches for itself. */
    public Identity selfSigned(CertificateRequest request, KeyType type) {
        KeyPair keys = type.generate();
        X509Certificate certificate = certificate(
                request.subject(), keys.getPrivate(), request, keys.getPublic(), leafUse(request, keys.getPublic()));
        return new Identity(keys.getPrivate(), certificate, List.of());
    }

    /** A request for a CA (PKCS#10, DER), with the names and the use wished for. */
    public byte[] request(PrivateKey key, PublicKey publicKey, CertificateRequest request) {
        try {
            PKCS10CertificationRequest built = new JcaPKCS10CertificationRequestBuilder(request.subject(), publicKey)
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, leafUse(request, publicKey))
                    .build(signer(key));
            return built.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(
            X500Name issuer, PrivateKey issuerKey, CertificateRequest request, PublicKey key, Extensions extensions) {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(request.validity())),
                request.subject(),
                key);
        try {
            for (var oid : extensions.getExtensionOIDs()) {
                builder.addExtension(extensions.getExtension(oid));
            }
            return parsed(builder.build(signer(issuerKey)).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Extensions authorityUse(KeyPair keys) {
        var extensions = new ExtensionsGenerator();
        add(extensions, Extension.basicConstraints, true, new BasicConstraints(0));
        add(extensions, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        addKeyIdentifier(extensions, keys.getPublic());
        return extensions.generate();
    }

    /** RFC 8550 section 4.4.2: one certificate for signing and for encryption. */
    private static Extensions leafUse(CertificateRequest request, PublicKey key) {
        int encryption = key instanceof ECKey ? KeyUsage.keyAgreement : KeyUsage.keyEncipherment;
        var extensions = new ExtensionsGenerator();
        add(extensions, Extension.basicConstraints, true, new BasicConstraints(false));
        add(
                extensions,
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation | encryption));
        add(extensions, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        addKeyIdentifier(extensions, key);
        if (request.hasNames()) {
            add(extensions, Extension.subjectAlternativeName, false, request.names());
        }
        return extensions.generate();
    }

    private static void addKeyIdentifier(ExtensionsGenerator extensions, PublicKey key) {
        try {
            add(
                    extensions,
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(
            ExtensionsGenerator extensions,
            org.bouncycastle.asn1.ASN1ObjectIdentifier oid,
            boolean critical,
            org.bouncycastle.asn1.ASN1Encodable value) {
        try {
            extensions.addExtension(oid, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder(algorithm(key)).build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("cannot sign with a " + key.getAlgorithm() + " key", e);
        }
    }

    private static String algorithm(PrivateKey key) {
        if (!(key instanceof ECKey ec)) {
            return "SHA256withRSA";
        }
        int bits = ec.getParams().getOrder().bitLength();
        return bits > 384 ? "SHA512withECDSA" : bits > 256 ? "SHA384withECDSA" : "SHA256withECDSA";
    }

    private static X509Certificate parsed(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
