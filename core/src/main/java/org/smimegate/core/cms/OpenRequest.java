package org.smimegate.core.cms;

import java.time.Instant;
import java.util.List;
import org.smimegate.core.policy.SignatureHandling;

/**
 * How to open a message.
 *
 * @param keys own keys that may be used, in order of preference
 * @param signature whether a verified signature stays
 * @param authservId names this gateway in Authentication-Results (RFC 8601)
 * @param at the time certificates are judged at
 */
public record OpenRequest(List<DecryptionKey> keys, SignatureHandling signature, String authservId, Instant at) {
    public OpenRequest {
        keys = List.copyOf(keys);
    }
}
