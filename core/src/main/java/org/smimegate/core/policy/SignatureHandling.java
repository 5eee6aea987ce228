package org.smimegate.core.policy;

import java.util.Arrays;
import java.util.Optional;

/** What happens to a verified signature on opening. */
public enum SignatureHandling {
    KEEP("keep"),
    REMOVE("remove");

    private final String token;

    SignatureHandling(String token) {
        this.token = token;
    }

    public static Optional<SignatureHandling> ofToken(String token) {
        return Arrays.stream(values()).filter(h -> h.token.equals(token)).findFirst();
    }

    public String token() {
        return token;
    }
}
