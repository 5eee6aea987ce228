package org.smimegate.keys.keyring;

import java.util.Arrays;
import java.util.Optional;

/** What happened to an owner's entries. */
public enum AuditAction {
    /** By hand. */
    ADDED("added"),
    /** From a file of keys. */
    IMPORTED("imported"),
    /** The first certificate of an owner, from a message. */
    HARVESTED("harvested"),
    /** A certificate other than the known one came in a message, whatever became of it. */
    UPDATED("updated"),
    SUPERSEDED("superseded"),
    APPROVED("approved"),
    REJECTED("rejected"),
    REMOVED("removed"),
    /** Made room under the quota. */
    EVICTED("evicted"),
    /** The postmaster was told of several updates. */
    ALERTED("alerted");

    private final String token;

    AuditAction(String token) {
        this.token = token;
    }

    public static Optional<AuditAction> ofToken(String token) {
        return Arrays.stream(values()).filter(a -> a.token.equals(token)).findFirst();
    }

    /** The word in the database, on the command line and in JSON. */
    public String token() {
        return token;
    }
}
