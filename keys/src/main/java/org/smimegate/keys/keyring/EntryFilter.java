package org.smimegate.keys.keyring;

import java.util.Optional;

/**
 * Which entries to read; what is empty does not restrict.
 *
 * @param text part of owner, name or subject, in any case, or the beginning of a fingerprint
 */
public record EntryFilter(
        Optional<State> state, Optional<Origin> origin, Optional<Owner> owner, Optional<String> text) {
    public static EntryFilter all() {
        return new EntryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
