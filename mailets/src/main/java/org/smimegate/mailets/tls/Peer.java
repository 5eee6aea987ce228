package org.smimegate.mailets.tls;

/** What the receiving server must show. */
public enum Peer {
    /** A certificate of an authority that is believed, for the name that was connected to. */
    VERIFIED("verified"),
    /** Nothing: the connection is encrypted, to whomever. */
    ANY("any");

    private final String token;

    Peer(String token) {
        this.token = token;
    }

    public String token() {
        return token;
    }
}
