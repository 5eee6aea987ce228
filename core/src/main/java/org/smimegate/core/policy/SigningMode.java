package org.smimegate.core.policy;

import java.util.Arrays;
import java.util.Optional;

/** Detached (multipart/signed) or opaque (application/pkcs7-mime signed-data) signatures. */
public enum SigningMode {
    DETACHED("detached"),
    OPAQUE("opaque");

    private final String token;

    SigningMode(String token) {
        this.token = token;
    }

    public static Optional<SigningMode> ofToken(String token) {
        return Arrays.stream(values()).filter(m -> m.token.equals(token)).findFirst();
    }

    public String token() {
        return token;
    }
}
