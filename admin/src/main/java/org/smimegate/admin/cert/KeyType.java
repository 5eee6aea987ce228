package org.smimegate.admin.cert;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of keys a gateway certificate may have, and how such a key signs a certificate. */
public enum KeyType {
    RSA_2048("rsa-2048", 2048),
    RSA_3072("rsa-3072", 3072),
    RSA_4096("rsa-4096", 4096),
    EC_P256("ec-p256", "secp256r1"),
    EC_P384("ec-p384", "secp384r1"),
    EC_P521("ec-p521", "secp521r1");

    private final String token;
    private final int rsaBits;
    private final String curve;

    KeyType(String token, int rsaBits) {
        this.token = token;
        this.rsaBits = rsaBits;
        this.curve = "";
    }

    KeyType(String token, String curve) {
        this.token = token;
        this.rsaBits = 0;
        this.curve = curve;
    }

    public static Optional<KeyType> ofToken(String token) {
        return Arrays.stream(values()).filter(t -> t.token.equals(token)).findFirst();
    }

    static String tokens() {
        return String.join(", ", Arrays.stream(values()).map(KeyType::token).toList());
    }

    public String token() {
        return token;
    }

    /** A new key pair. */
    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(rsaBits > 0 ? "RSA" : "EC");
            generator.initialize(
                    rsaBits > 0
                            ? new RSAKeyGenParameterSpec(rsaBits, RSAKeyGenParameterSpec.F4)
                            : new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + token + " keys", e);
        }
    }
}
