package org.smimegate.core.outcome;

/** Why a signature is not simply good, or a message not simply opened. Each reason has one signature result. */
public enum Reason {
    ALTERED("altered", SignatureResult.FAIL),
    UNTRUSTED("untrusted", SignatureResult.POLICY),
    EXPIRED("expired", SignatureResult.POLICY),
    NOT_YET_VALID("not-yet-valid", SignatureResult.POLICY),
    REVOKED("revoked", SignatureResult.POLICY),
    ADDRESS_MISMATCH("address-mismatch", SignatureResult.POLICY),
    BAD_KEY_USAGE("bad-key-usage", SignatureResult.POLICY),
    WEAK_ALGORITHM("weak-algorithm", SignatureResult.POLICY),
    PARTIALLY_SIGNED("partially-signed", SignatureResult.POLICY),
    MALFORMED("malformed", SignatureResult.NEUTRAL),
    NO_SIGNER("no-signer", SignatureResult.NEUTRAL),
    LIMIT_EXCEEDED("limit-exceeded", SignatureResult.NEUTRAL),
    /** Revocation could not be found out and is demanded ({@code hard}); under {@code soft} the signature passes. */
    REVOCATION_UNKNOWN("revocation-unknown", SignatureResult.TEMPERROR),
    /** Encrypted without integrity protection and without a signature inside. */
    UNAUTHENTICATED("unauthenticated", SignatureResult.NONE);

    private final String token;
    private final SignatureResult result;

    Reason(String token, SignatureResult result) {
        this.token = token;
        this.result = result;
    }

    /** The name in attributes, logs and JSON. */
    public String token() {
        return token;
    }

    /** The signature result that a rejection for this reason has. */
    public SignatureResult result() {
        return result;
    }
}
