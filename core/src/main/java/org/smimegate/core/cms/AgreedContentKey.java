package org.smimegate.core.cms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Unwraps a content key that came by key agreement with the sender's ephemeral key (RFC 5753, RFC 8418). */
final class AgreedContentKey {
    private static final String X25519 = "1.3.101.110";

    /** How the shared secret becomes the key-encryption key. */
    private record Derivation(boolean hkdf, String digest) {}

    /** Standard and cofactor Diffie-Hellman, which are one and the same on curves of cofactor 1. */
    private static final Map<String, Derivation> SCHEMES = Map.ofEntries(
            Map.entry("1.3.133.16.840.63.0.2", new Derivation(false, "SHA-1")),
            Map.entry("1.3.133.16.840.63.0.3", new Derivation(false, "SHA-1")),
            Map.entry("1.3.132.1.11.0", new Derivation(false, "SHA-224")),
            Map.entry("1.3.132.1.11.1", new Derivation(false, "SHA-256")),
            Map.entry("1.3.132.1.11.2", new Derivation(false, "SHA-384")),
            Map.entry("1.3.132.1.11.3", new Derivation(false, "SHA-512")),
            Map.entry("1.3.132.1.14.0", new Derivation(false, "SHA-224")),
            Map.entry("1.3.132.1.14.1", new Derivation(false, "SHA-256")),
            Map.entry("1.3.132.1.14.2", new Derivation(false, "SHA-384")),
            Map.entry("1.3.132.1.14.3", new Derivation(false, "SHA-512")),
            Map.entry("1.2.840.113549.1.9.16.3.19", new Derivation(true, "SHA-256")),
            Map.entry("1.2.840.113549.1.9.16.3.20", new Derivation(true, "SHA-384")),
            Map.entry("1.2.840.113549.1.9.16.3.21", new Derivation(true, "SHA-512")));

    /** How the content key is wrapped. */
    private record Wrap(String cipher, String keyType, int keyBytes) {}

    private static final Map<String, Wrap> WRAPS = Map.of(
            "2.16.840.1.101.3.4.1.5", new Wrap("AESWrap", "AES", 16),
            "2.16.840.1.101.3.4.1.25", new Wrap("AESWrap", "AES", 24),
            "2.16.840.1.101.3.4.1.45", new Wrap("AESWrap", "AES", 32),
            "1.2.840.113549.1.9.16.3.6", new Wrap("DESedeWrap", "DESede", 24));

    private AgreedContentKey() {}

    /** @throws GeneralSecurityException cannot be unwrapped, or the sender's key is none of our curve */
    static byte[] decrypt(AddressedKey.Agreed agreed) throws GeneralSecurityException, UnreadableMessageException {
        KeyAgreeRecipientInfo info = agreed.info();
        AlgorithmIdentifier scheme = info.getKeyEncryptionAlgorithm();
        AlgorithmIdentifier wrapping = AlgorithmIdentifier.getInstance(scheme.getParameters());
        Derivation derivation = known("key agreement", SCHEMES, scheme);
        Wrap wrap = known("key wrap", WRAPS, wrapping);
        byte[] secret = secret(agreed.key(), info);
        byte[] salt = info.getUserKeyingMaterial() == null
                ? new byte[0]
                : info.getUserKeyingMaterial().getOctets();
        byte[] shared = sharedInfo(wrapping, salt, wrap.keyBytes());
        byte[] key = derivation.hkdf()
                ? KeyDerivation.hkdf(derivation.digest(), secret, salt, shared, wrap.keyBytes())
                : KeyDerivation.x963(derivation.digest(), secret, shared, wrap.keyBytes());
        return unwrap(wrap, key, agreed.wrapped());
    }

    private static byte[] unwrap(Wrap wrap, byte[] key, byte[] wrapped) throws GeneralSecurityException {
        Cipher cipher = Providers.cipher(wrap.cipher());
        cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(key, wrap.keyType()));
        return cipher.unwrap(wrapped, wrap.keyType(), Cipher.SECRET_KEY).getEncoded();
    }

    private static byte[] secret(DecryptionKey own, KeyAgreeRecipientInfo info)
            throws GeneralSecurityException, UnreadableMessageException {
        PrivateKey key = own.key();
        SubjectPublicKeyInfo peer = peer(own.certificate(), info.getOriginator().getOriginatorKey());
        KeyAgreement agreement = Providers.keyAgreement(isX25519(peer) ? "X25519" : "ECDH", key);
        agreement.init(key);
        agreement.doPhase(Providers.own(onCurve(peer)), true);
        return agreement.generateSecret();
    }

    /**
     * The sender's ephemeral key, taken as a point of our own key's curve whatever the message says: another curve is
     * refused. Static keys of senders are not in use (RFC 5753 section 3.1.1).
     */
    private static SubjectPublicKeyInfo peer(X509Certificate own, @Nullable OriginatorPublicKey ephemeral)
            throws UnreadableMessageException {
        AlgorithmIdentifier curve = SubjectPublicKeyInfo.getInstance(
                        own.getPublicKey().getEncoded())
                .getAlgorithm();
        if (ephemeral == null
                || !ephemeral.getAlgorithm().getAlgorithm().equals(curve.getAlgorithm())
                || !isSameOrUnsaid(ephemeral.getAlgorithm().getParameters(), curve)) {
            throw UnreadableMessageException.malformed("key agreement: the sender's key is of another kind");
        }
        return new SubjectPublicKeyInfo(curve, ephemeral.getPublicKeyData().getOctets());
    }

    private static boolean isSameOrUnsaid(@Nullable ASN1Encodable parameters, AlgorithmIdentifier curve) {
        return parameters == null || DERNull.INSTANCE.equals(parameters) || parameters.equals(curve.getParameters());
    }

    /** Bouncy Castle refuses a point that is not on the curve when it decodes it. */
    private static PublicKey onCurve(SubjectPublicKeyInfo key) throws GeneralSecurityException {
        try {
            return Objects.requireNonNull(BouncyCastleProvider.getPublicKey(key), "key type");
        } catch (IOException | IllegalArgumentException e) {
            throw new GeneralSecurityException("key agreement: the sender's key", e);
        }
    }

    private static boolean isX25519(SubjectPublicKeyInfo key) {
        return key.getAlgorithm().getAlgorithm().getId().equals(X25519);
    }

    /** ECC-CMS-SharedInfo (RFC 5753 section 7.2). */
    private static byte[] sharedInfo(AlgorithmIdentifier wrapping, byte[] salt, int keyBytes) {
        byte[] bits =
                ByteBuffer.allocate(Integer.BYTES).putInt(keyBytes * Byte.SIZE).array();
        ECCCMSSharedInfo info =
                salt.length == 0 ? new ECCCMSSharedInfo(wrapping, bits) : new ECCCMSSharedInfo(wrapping, salt, bits);
        try {
            return info.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("encoding in memory", e);
        }
    }

    private static <V> V known(String what, Map<String, V> choices, AlgorithmIdentifier algorithm)
            throws UnreadableMessageException {
        V choice = choices.get(algorithm.getAlgorithm().getId());
        if (choice == null) {
            throw UnreadableMessageException.malformed(what + ": " + algorithm.getAlgorithm());
        }
        return choice;
    }
}
