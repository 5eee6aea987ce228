package org.smimegate.mailets.tls;

/** What the mail servers of a domain offer: the best of them, in this order. */
public enum DomainTls {
    /** TLS with a certificate that is believed, for its name. */
    VERIFIED("TLS"),
    /** TLS, but with a certificate that is not believed. */
    UNVERIFIED("TLS, but no certificate that is believed"),
    /** One of them could not be asked. */
    UNKNOWN("not been reached"),
    /** They offer TLS, and then it fails. */
    BROKEN("TLS that does not work"),
    /** None offers TLS. */
    NONE("no TLS");

    private final String words;

    DomainTls(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether mail that needs TLS would come back after all retries. */
    public boolean isRefusedBy(Peer peer) {
        return this == BROKEN || this == NONE || this == UNVERIFIED && peer == Peer.VERIFIED;
    }

    DomainTls best(DomainTls other) {
        return ordinal() <= other.ordinal() ? this : other;
    }
}
