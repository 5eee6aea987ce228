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
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.smimegate.core.cms.Providers;

/**
 * Makes certificates and requests for them. The key decides the signature algorithm: RSA signs with SHA-256, elliptic
 * curves with SHA-256, 384 or 512, Ed25519 as itself.
 */
public final class Certifier {
    /** Clocks differ: a certificate starts a little before it is made. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 127;

    private final SecureRandom random = new SecureRandom();

    /** A certificate authority for tests and demonstrations: its certificate signs others and nothing else. */
    public Identity authority(String name, Duration validity) {
        KeyPair keys = KeyType.RSA_2048.generate();
        var request = new CertificateRequest(new X500Name("CN=" + name), List.of(), List.of(), validity);
        return itself(keys, request, CertificateUses.authority(keys.getPublic()));
    }

    /** A key and certificate for signing and encryption, issued by an authority. */
    public Identity issue(Identity authority, CertificateRequest request, KeyType type) {
        KeyPair keys = type.generate();
        PublicKey key = keys.getPublic();
        X500Name issuer = X500Name.getInstance(
                authority.certificate().getSubjectX500Principal().getEncoded());
        X509Certificate certificate =
                certificate(issuer, authority.key(), request, key, CertificateUses.mail(request, key, KeyUse.of(key)));
        return new Identity(keys.getPrivate(), certificate, List.of(authority.certificate()));
    }

    /** A key and certificate that vouches for itself, for all that such a key can do. */
    public Identity selfSigned(CertificateRequest request, KeyType type) {
        return selfSigned(request, type, type.onlySigns() ? KeyUse.SIGNING : KeyUse.BOTH);
    }

    Identity selfSigned(CertificateRequest request, KeyType type, KeyUse use) {
        KeyPair keys = type.generate();
        return itself(keys, request, CertificateUses.mail(request, keys.getPublic(), use));
    }

    /** A key whose certificate is good for nothing, for a key store has no key without one: it waits for a CA's. */
    Identity waiting(CertificateRequest request, KeyType type) {
        KeyPair keys = type.generate();
        return itself(keys, request, CertificateUses.nothing(keys.getPublic()));
    }

    /**
     * A request for a CA (PKCS#10, DER), with the names and the use wished for.
     *
     * @throws IllegalArgumentException the key cannot sign, so it cannot ask
     */
    byte[] request(PrivateKey key, PublicKey publicKey, CertificateRequest request, KeyUse use) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(request.subject(), publicKey)
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                            CertificateUses.mail(request, publicKey, use))
                    .build(signer(key))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Identity itself(KeyPair keys, CertificateRequest request, Extensions extensions) {
        return new Identity(
                keys.getPrivate(),
                certificate(request.subject(), keys.getPrivate(), request, keys.getPublic(), extensions),
                List.of());
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

    private static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder(algorithm(key))
                    .setProvider(Providers.bouncyCastle())
                    .build(Providers.own(key));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot sign with a key of type " + key.getAlgorithm(), e);
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC", "ECDSA" -> ecdsa((ECKey) key);
            case "EdDSA", "Ed25519" -> "Ed25519";
            case "RSASSA-PSS" -> "SHA256withRSAandMGF1";
            case "RSA" -> "SHA256withRSA";
            default ->
                throw new IllegalArgumentException(
                        key.getAlgorithm() + " key (expected: RSA, EC or Ed25519, for other keys cannot sign)");
        };
    }

    private static String ecdsa(ECKey key) {
        int bits = key.getParams().getOrder().bitLength();
        return bits > 384 ? "SHA512withECDSA" : bits > 256 ? "SHA384withECDSA" : "SHA256withECDSA";
    }

    private static X509Certificate parsed(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
