package org.smimegate.gateway.tls;

import java.util.Optional;

/**
 * What the JDK, which decides for deliveries too, says of a server's certificates.
 *
 * @param untrusted why the chain is not believed; empty: it is
 * @param misnamed why the certificate is not one for that host; empty: it is
 */
public record ServerJudgement(Optional<String> untrusted, Optional<String> misnamed) {
    /** Whether a delivery that demands a verified server takes it. */
    public boolean isVerified() {
        return untrusted.isEmpty() && misnamed.isEmpty();
    }
}
