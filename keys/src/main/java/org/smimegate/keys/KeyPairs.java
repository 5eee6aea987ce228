package org.smimegate.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.interfaces.XECPublicKey;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** Whether a private key belongs to a public key. */
public final class KeyPairs {
    private static final byte[] PROBE = "smimegate: does this key belong here?".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    public static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        if (!family(key).equals(family(publicKey))) {
            return false;
        }
        try {
            return switch (family(key)) {
                case "RSA" -> ((RSAKey) key).getModulus().equals(((RSAKey) publicKey).getModulus());
                case "XDH" -> agree(key, publicKey);
                default -> sign(key, publicKey);
            };
        } catch (GeneralSecurityException e) {
            // Keys of one algorithm but different parameters, say two curves.
            return false;
        }
    }

    /** {@code RSA}, {@code EC}, {@code EdDSA}, {@code XDH}, whatever name the provider uses. */
    static String family(Key key) {
        return switch (key.getAlgorithm()) {
            case "RSASSA-PSS" -> "RSA";
            case "Ed25519", "Ed448" -> "EdDSA";
            case "X25519", "X448" -> "XDH";
            case "ECDSA" -> "EC";
            default -> key.getAlgorithm();
        };
    }

    private static boolean sign(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = family(key).equals("EC") ? "SHA256withECDSA" : "EdDSA";
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(PROBE);
        byte[] value = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(PROBE);
        return verifier.verify(value);
    }

    private static boolean agree(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("XDH");
        generator.initialize(((XECPublicKey) publicKey).getParams());
        KeyPair other = generator.generateKeyPair();
        return Arrays.equals(secret(key, other.getPublic()), secret(other.getPrivate(), publicKey));
    }

    private static byte[] secret(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("XDH");
        agreement.init(key);
        agreement.doPhase(publicKey, true);
        return agreement.generateSecret();
    }
}
