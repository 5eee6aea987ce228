package org.smimegate.keys.revocation;

import java.time.Instant;

/**
 * Something that was fetched.
 *
 * @param bytes its size as it came
 * @param until when it is of no use any more
 */
record Holding<V>(V value, int bytes, Instant until) {
    boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }
}
