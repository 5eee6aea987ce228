package org.smimegate.admin.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.smimegate.core.cms.Providers;
import org.smimegate.keys.Secret;

/**
 * Writes keys and certificates as a PKCS#12 file (RFC 7292): AES-256, and SHA-256 everywhere, which OpenSSL, keytool and
 * NSS read. Not through a {@link java.security.KeyStore}: that writes no password but ASCII, and takes aliases that
 * differ in case only for one.
 */
final class Pkcs12Writer {
    /** As many as the JDK's key stores use. */
    private static final int ITERATIONS = 10_000;

    private static final AlgorithmIdentifier HMAC =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    private final char[] password;

    private Pkcs12Writer(char[] password) {
        this.password = password;
    }

    /** @param content by alias */
    static byte[] write(Map<String, Identity> content, Secret secret) throws IOException {
        char[] password = secret.reveal();
        try {
            return new Pkcs12Writer(password).file(content);
        } catch (OperatorCreationException | PKCSException | GeneralSecurityException e) {
            throw new IOException(e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private byte[] file(Map<String, Identity> content)
            throws IOException, OperatorCreationException, PKCSException, GeneralSecurityException {
        var file = new PKCS12PfxPduBuilder().addEncryptedData(encryptor(), certificates(content));
        for (var entry : content.entrySet()) {
            var bag = new JcaPKCS12SafeBagBuilder(entry.getValue().key(), encryptor());
            file.addData(named(bag, entry.getKey(), entry.getValue().certificate()));
        }
        var mac = new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                .setProvider(Providers.bouncyCastle())
                .setIterationCount(ITERATIONS);
        return file.build(mac, password).getEncoded(ASN1Encoding.DL);
    }

    /** Each once: own ones with the name of their key, then the issuers. */
    private static PKCS12SafeBag[] certificates(Map<String, Identity> content)
            throws IOException, GeneralSecurityException {
        Map<X509Certificate, PKCS12SafeBag> bags = new LinkedHashMap<>();
        for (var entry : content.entrySet()) {
            X509Certificate own = entry.getValue().certificate();
            bags.put(own, named(new JcaPKCS12SafeBagBuilder(own), entry.getKey(), own));
        }
        for (Identity identity : content.values()) {
            for (X509Certificate issuer : identity.chain()) {
                bags.putIfAbsent(issuer, new JcaPKCS12SafeBagBuilder(issuer).build());
            }
        }
        return bags.values().toArray(PKCS12SafeBag[]::new);
    }

    /** The certificate, not the key, tells two entries of one key apart. */
    private static PKCS12SafeBag named(PKCS12SafeBagBuilder bag, String alias, X509Certificate certificate)
            throws GeneralSecurityException {
        return bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(alias))
                .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, new DEROctetString(id(certificate)))
                .build();
    }

    private static byte[] id(X509Certificate certificate)
            throws GeneralSecurityException, CertificateEncodingException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()), 20);
    }

    private OutputEncryptor encryptor() throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(Providers.bouncyCastle())
                .setPRF(HMAC)
                .setIterationCount(ITERATIONS)
                .build(password);
    }
}
