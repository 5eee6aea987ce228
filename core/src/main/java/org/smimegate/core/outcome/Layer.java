package org.smimegate.core.outcome;

/** One S/MIME layer of a message (RFC 8551 section 3). */
public enum Layer {
    CLEAR_SIGNED("clear-signed"),
    SIGNED_DATA("signed-data"),
    ENVELOPED_DATA("enveloped-data"),
    AUTH_ENVELOPED_DATA("authEnveloped-data"),
    COMPRESSED_DATA("compressed-data"),
    CERTS_ONLY("certs-only");

    private final String token;

    Layer(String token) {
        this.token = token;
    }

    /** The name in attributes, logs and JSON. */
    public String token() {
        return token;
    }

    public boolean isSignature() {
        return this == CLEAR_SIGNED || this == SIGNED_DATA;
    }

    public boolean isEncryption() {
        return this == ENVELOPED_DATA || this == AUTH_ENVELOPED_DATA;
    }
}
