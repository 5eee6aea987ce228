package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jcajce.interfaces.EdDSAKey;
import org.bouncycastle.jcajce.interfaces.XDHKey;
import org.bouncycastle.jce.interfaces.ECKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * Who computes what. RSA and the NIST curves: a native provider, if one is on the class path and passes its self-test.
 * Without it, elliptic curves: Bouncy Castle, several times faster than the JDK's; and all the rest: the first provider
 * of the JVM that offers it, which are the JDK's own unless the administrator installed another one. Keys choose their
 * provider, so bring them here once, with {@link #own(PrivateKey)}; keys without an encoding (PKCS#11) stay what they
 * are and are served by the JVM's provider for them.
 *
 * <p>Bouncy Castle is passed as an instance everywhere: by name, James' own old version would answer.
 */
public final class Providers {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final NativeProvider NATIVE = NativeProvider.search();

    /** Bouncy Castle keeps multiples of a point with its key object, which halves the next verification. */
    private static final RecentlyUsed<PublicKey, PublicKey> PUBLIC_KEYS = new RecentlyUsed<>(500);

    private Providers() {}

    /** The one instance; making another costs some 50 ms. It is not in the JVM's list. */
    public static Provider bouncyCastle() {
        return BOUNCY_CASTLE;
    }

    /**
     * Computes known answers with every provider in use.
     *
     * @return algorithm to the name of its provider, for the log
     * @throws IllegalStateException names the algorithm and provider that is missing or wrong
     */
    public static Map<String, String> selfTest() {
        return ProviderSelfTest.run();
    }

    /** Native providers that are there but are not used, and why; for the log. */
    public static List<String> warnings() {
        return NATIVE.warnings();
    }

    /** The key as an object of the provider that will compute with it. */
    public static PrivateKey own(PrivateKey key) throws GeneralSecurityException {
        byte[] encoded = key.getEncoded();
        Optional<Provider> faster = faster(key);
        if (encoded == null || isBouncyCastles(key) && faster.isEmpty() || isOf(faster, key)) {
            return key;
        }
        if (faster.isPresent()) {
            // Not translateKey: what it returns, the Corretto provider destroys after the first use.
            return KeyFactory.getInstance(family(key), faster.get()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        }
        if (isRsa(key)) {
            return (PrivateKey) KeyFactory.getInstance(key.getAlgorithm()).translateKey(key);
        }
        try {
            return known(BouncyCastleProvider.getPrivateKey(PrivateKeyInfo.getInstance(encoded)), key);
        } catch (IOException | IllegalArgumentException e) {
            throw new GeneralSecurityException("unreadable private key: " + key.getAlgorithm(), e);
        }
    }

    /**
     * As {@link #own(PrivateKey)}.
     *
     * @throws IllegalArgumentException the key cannot be read; the message names the certificate
     */
    static PrivateKey ownOf(X509Certificate certificate, PrivateKey key) {
        try {
            return own(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("private key of " + certificate.getSubjectX500Principal(), e);
        }
    }

    /** The key as an object of the provider that will compute with it; the same object for the same key, if it can be. */
    public static PublicKey own(PublicKey key) throws GeneralSecurityException {
        Optional<Provider> faster = faster(key);
        if (isOf(faster, key)) {
            return key;
        }
        if (isRsa(key) && faster.isEmpty()) {
            return (PublicKey) KeyFactory.getInstance(key.getAlgorithm()).translateKey(key);
        }
        PublicKey kept = PUBLIC_KEYS.get(key);
        if (kept != null) {
            return kept;
        }
        PublicKey own = faster.isPresent() ? convert(key, faster.get()) : convert(key);
        PUBLIC_KEYS.put(key, own);
        return own;
    }

    private static PublicKey convert(PublicKey key, Provider provider) throws GeneralSecurityException {
        return KeyFactory.getInstance(family(key), provider).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    private static PublicKey convert(PublicKey key) throws GeneralSecurityException {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
            return known(BouncyCastleProvider.getPublicKey(info), key);
        } catch (IOException | IllegalArgumentException e) {
            throw new GeneralSecurityException("unreadable public key: " + key.getAlgorithm(), e);
        }
    }

    /** A digest by JCA name, for any amount of data. */
    static MessageDigest digest(String name) throws GeneralSecurityException {
        return MessageDigest.getInstance(name);
    }

    /** A cipher by JCA transformation: AES of any mode. */
    static Cipher cipher(String transformation) throws GeneralSecurityException {
        return Cipher.getInstance(transformation);
    }

    /** A cipher by JCA transformation, for an RSA key that {@code own} returned; to be initialised. */
    static Cipher cipher(String transformation, Key key) throws GeneralSecurityException {
        Optional<Provider> faster = faster(key);
        return isOf(faster, key)
                ? Cipher.getInstance(transformation, faster.get())
                : Cipher.getInstance(transformation);
    }

    /** A signature by JCA name, for a key that {@code own} returned; to be initialised. */
    static Signature signature(String name, Key key) throws GeneralSecurityException {
        Optional<Provider> faster = faster(key).filter(provider -> NativeSelfTest.isProved(name));
        if (isOf(faster, key)) {
            return Signature.getInstance(name, faster.get());
        }
        return isBouncyCastles(key) ? Signature.getInstance(name, BOUNCY_CASTLE) : Signature.getInstance(name);
    }

    /** A key agreement by JCA name, for a key that {@code own} returned; to be initialised. */
    static KeyAgreement keyAgreement(String name, Key key) throws GeneralSecurityException {
        Optional<Provider> faster = faster(key);
        if (isOf(faster, key)) {
            return KeyAgreement.getInstance(name, faster.get());
        }
        return isBouncyCastles(key) ? KeyAgreement.getInstance(name, BOUNCY_CASTLE) : KeyAgreement.getInstance(name);
    }

    /** Makes keys on the NIST curves; to be initialised. */
    static KeyPairGenerator ecKeyPairs() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC", NATIVE.ec().orElse(BOUNCY_CASTLE));
    }

    /** The native provider of RSA, if there is one. */
    static Optional<Provider> rsa() {
        return NATIVE.rsa();
    }

    /** The native provider for keys of that kind. */
    private static Optional<Provider> faster(Key key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> NATIVE.rsa();
            case "EC", "ECDSA" -> NATIVE.ec();
            default -> Optional.empty();
        };
    }

    /** Bouncy Castle calls some of its keys ECDSA. */
    private static String family(Key key) {
        return isRsa(key) ? key.getAlgorithm() : "EC";
    }

    private static boolean isOf(Optional<Provider> provider, Key key) {
        return provider.filter(p -> p.getClass().getPackage() == key.getClass().getPackage())
                .isPresent();
    }

    private static boolean isRsa(Key key) {
        return key.getAlgorithm().equals("RSA") || key.getAlgorithm().equals("RSASSA-PSS");
    }

    private static boolean isBouncyCastles(Key key) {
        return key instanceof ECKey || key instanceof EdDSAKey || key instanceof XDHKey;
    }

    /** Keys of an algorithm that Bouncy Castle does not know either stay as they are. */
    private static <K extends Key> K known(@Nullable K converted, K original) {
        return converted == null ? original : converted;
    }
}
