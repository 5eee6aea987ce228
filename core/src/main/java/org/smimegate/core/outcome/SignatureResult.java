package org.smimegate.core.outcome;

/** Result of S/MIME verification in the words of RFC 7281, the best first. */
public enum SignatureResult {
    NONE("none"),
    PASS("pass"),
    NEUTRAL("neutral"),
    TEMPERROR("temperror"),
    PERMERROR("permerror"),
    POLICY("policy"),
    FAIL("fail");

    private final String token;

    SignatureResult(String token) {
        this.token = token;
    }

    /** The name in attributes, logs, JSON and Authentication-Results. */
    public String token() {
        return token;
    }

    /** The worse of two results. */
    public SignatureResult worse(SignatureResult other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
