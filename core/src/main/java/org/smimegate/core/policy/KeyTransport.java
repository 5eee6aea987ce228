package org.smimegate.core.policy;

import java.util.Arrays;
import java.util.Optional;

/** How a content key is encrypted to an RSA key. EC and X25519 keys always use key agreement. */
public enum KeyTransport {
    RSA_OAEP("rsa-oaep"),
    RSA_PKCS1("rsa-pkcs1");

    private final String token;

    KeyTransport(String token) {
        this.token = token;
    }

    public static Optional<KeyTransport> ofToken(String token) {
        return Arrays.stream(values()).filter(t -> t.token.equals(token)).findFirst();
    }

    public String token() {
        return token;
    }
}
