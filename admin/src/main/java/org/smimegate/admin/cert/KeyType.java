package org.smimegate.admin.cert;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.EdECKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of keys a gateway certificate may have. */
public enum KeyType {
    RSA_2048("rsa-2048", "RSA", rsa(2048)),
    RSA_3072("rsa-3072", "RSA", rsa(3072)),
    RSA_4096("rsa-4096", "RSA", rsa(4096)),
    EC_P256("ec-p256", "EC", new ECGenParameterSpec("secp256r1")),
    EC_P384("ec-p384", "EC", new ECGenParameterSpec("secp384r1")),
    EC_P521("ec-p521", "EC", new ECGenParameterSpec("secp521r1")),
    /** Signs only (RFC 8410). */
    ED25519("ed25519", "Ed25519", NamedParameterSpec.ED25519);

    private final String token;
    private final String algorithm;
    private final AlgorithmParameterSpec parameters;

    KeyType(String token, String algorithm, AlgorithmParameterSpec parameters) {
        this.token = token;
        this.algorithm = algorithm;
        this.parameters = parameters;
    }

    public static Optional<KeyType> ofToken(String token) {
        return Arrays.stream(values()).filter(t -> t.token.equals(token)).findFirst();
    }

    static String tokens() {
        return String.join(", ", Arrays.stream(values()).map(KeyType::token).toList());
    }

    static boolean onlySigns(PublicKey key) {
        return key instanceof EdECKey || key.getAlgorithm().equals("RSASSA-PSS");
    }

    public String token() {
        return token;
    }

    boolean onlySigns() {
        return this == ED25519;
    }

    /** A new key pair. */
    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + token + " keys", e);
        }
    }

    private static AlgorithmParameterSpec rsa(int bits) {
        return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
    }
}
