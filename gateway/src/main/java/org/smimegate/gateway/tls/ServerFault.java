package org.smimegate.gateway.tls;

import java.util.Locale;

/**
 * Something wrong with what a server showed, so that its administrator can be told.
 *
 * @param text one sentence; holds names from the certificates, without control characters
 */
public record ServerFault(Kind kind, String text) {
    /** What is wrong. */
    public enum Kind {
        /** An issuer is neither sent by the server nor known. */
        INCOMPLETE_CHAIN,
        /** Nobody but the server itself vouches for it. */
        SELF_SIGNED,
        /** The chain ends at an authority that is not believed. */
        UNKNOWN_AUTHORITY,
        EXPIRED,
        NOT_YET_VALID,
        /** The certificate is not one for servers. */
        WRONG_USAGE,
        /** The certificate is for other hosts. */
        WRONG_NAME,
        /** The JDK does not take it, in its own words. */
        REFUSED;

        /** As {@code incomplete-chain}. */
        public String token() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
