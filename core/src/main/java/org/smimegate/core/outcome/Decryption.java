package org.smimegate.core.outcome;

/** What became of the encrypted layers of a message. */
public enum Decryption {
    /** Every encrypted layer was opened. */
    DECRYPTED("decrypted"),
    /** No key of the gateway fits a recipient of the message. */
    NO_KEY("no-key"),
    /** A key fits but the content could not be opened; the cause is never told apart. */
    FAILED("failed"),
    /** Could be opened, but a rule forbids it: weak cipher, downgrade, limit, altered outer signature. */
    REFUSED("refused");

    private final String token;

    Decryption(String token) {
        this.token = token;
    }

    /** The name in attributes, logs and JSON. */
    public String token() {
        return token;
    }
}
