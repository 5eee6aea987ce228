package org.smimegate.keys.harvest;

/** What became of an offered certificate for one owner. */
public enum HarvestOutcome {
    /** The first one of its owner: in use from now on. */
    STORED("stored"),
    /** The first one of its owner: waits for an administrator. */
    PENDING("pending"),
    /** Waited, and is in use from now on. */
    ACTIVATED("activated"),
    /** Known already; its state stays. */
    KNOWN("known"),
    /** Another than the one in use: took its place. */
    UPDATE_ACCEPTED("update-accepted"),
    /** Another than the one in use: waits for an administrator. */
    UPDATE_PENDING("update-pending"),
    /** Another than the one in use: kept, but rejected. */
    UPDATE_REJECTED("update-rejected"),
    /** Another than the one in use, but not newer: not kept. */
    OLDER("older"),
    /** Not kept. */
    REFUSED("refused"),
    /** The key ring could not be reached; the next message of that author brings it again. */
    UNAVAILABLE("unavailable");

    private final String token;

    HarvestOutcome(String token) {
        this.token = token;
    }

    /** The word in logs and counters. */
    public String token() {
        return token;
    }

    /** Whether a certificate came in besides the one in use. */
    public boolean isUpdate() {
        return this == UPDATE_ACCEPTED || this == UPDATE_PENDING || this == UPDATE_REJECTED;
    }
}
