package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.policy.KeyTransport;

/** Encrypts a content key with RSA: PKCS#1 v1.5 (RFC 3370 section 4.2.1), or OAEP with SHA-256 throughout (RFC 3560). */
final class KeyTransportInfo {
    private static final byte[] VERSION = Der.integer(0);
    private static final byte[] PKCS1 =
            Der.of(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE));
    private static final byte[] OAEP = Der.of(new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSAES_OAEP,
            new RSAESOAEPparams(
                    Sha2.SHA_256.identifierWithNull(),
                    Sha2.SHA_256.mgf1(),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM)));
    /** The JDK's names with a digest in them mean MGF1 with SHA-1. */
    static final OAEPParameterSpec OAEP_SPEC =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private KeyTransportInfo() {}

    /** A KeyTransRecipientInfo. */
    static byte[] of(X509Certificate recipient, KeyTransport transport, byte[] contentKey)
            throws GeneralSecurityException {
        boolean oaep = transport == KeyTransport.RSA_OAEP;
        byte[] encryptedKey = oaep ? oaep(recipient, contentKey) : pkcs1(recipient, contentKey);
        return Der.sequence(
                VERSION, Identifiers.issuerAndSerial(recipient), oaep ? OAEP : PKCS1, Der.octets(encryptedKey));
    }

    private static byte[] pkcs1(X509Certificate recipient, byte[] contentKey) throws GeneralSecurityException {
        PublicKey key = Providers.own(recipient.getPublicKey());
        Cipher cipher = Providers.cipher("RSA/ECB/PKCS1Padding", key);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(contentKey);
    }

    private static byte[] oaep(X509Certificate recipient, byte[] contentKey) throws GeneralSecurityException {
        PublicKey key = Providers.own(recipient.getPublicKey());
        Cipher cipher = Providers.cipher("RSA/ECB/OAEPPadding", key);
        cipher.init(Cipher.ENCRYPT_MODE, key, OAEP_SPEC);
        return cipher.doFinal(contentKey);
    }
}
