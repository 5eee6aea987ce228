package org.smimegate.keys.revocation;

import java.net.URI;
import java.time.Instant;

/**
 * Something that was fetched.
 *
 * @param bytes its size as it came
 * @param until when its publisher has a newer one at the latest
 */
record Holding<V>(V value, URI origin, int bytes, Instant until) {
    boolean isCurrentAt(Instant now) {
        return now.isBefore(until);
    }
}
