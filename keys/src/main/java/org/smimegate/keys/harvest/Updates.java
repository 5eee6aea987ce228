package org.smimegate.keys.harvest;

/** What becomes of a certificate other than the one that is in use for its owner. */
public enum Updates {
    /** It takes the place of the other, if it is newer and the message was verified. */
    ACCEPT("accept"),
    /** It waits for an administrator. */
    PENDING("pending"),
    /** It is kept where the administrator sees it, and not used. */
    REJECT("reject");

    private final String token;

    Updates(String token) {
        this.token = token;
    }

    /** The word in parameters. */
    public String token() {
        return token;
    }
}
