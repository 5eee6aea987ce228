package org.smimegate.keys.keyring;

import java.util.Arrays;
import java.util.Optional;

/** Where an entry came from. */
public enum Origin {
    /** An administrator added it. */
    MANUAL("manual"),
    /** Learned from signed mail or a certs-only message. */
    HARVESTED("harvested"),
    /** An administrator copied it from the LDAP directory. */
    LDAP("ldap");

    private final String token;

    Origin(String token) {
        this.token = token;
    }

    public static Optional<Origin> ofToken(String token) {
        return Arrays.stream(values()).filter(o -> o.token.equals(token)).findFirst();
    }

    /** The word in the database, on the command line, in files and JSON. */
    public String token() {
        return token;
    }
}
