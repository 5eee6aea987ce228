package org.smimegate.keys.keyring;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of an entry; only active ones are encrypted to. */
public enum State {
    ACTIVE("active"),
    /** An administrator must approve it first. */
    PENDING("pending"),
    /** Never used; the same certificate is not offered again. */
    REJECTED("rejected"),
    /** A newer one of the same owner took its place. */
    SUPERSEDED("superseded");

    private final String token;

    State(String token) {
        this.token = token;
    }

    public static Optional<State> ofToken(String token) {
        return Arrays.stream(values()).filter(s -> s.token.equals(token)).findFirst();
    }

    /** The word in the database, on the command line, in files and JSON. */
    public String token() {
        return token;
    }
}
