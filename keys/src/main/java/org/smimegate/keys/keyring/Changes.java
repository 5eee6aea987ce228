package org.smimegate.keys.keyring;

import java.util.Set;

/**
 * What may not be remembered any longer.
 *
 * @param everything all owners, not only those named
 * @param pins which certificates are pinned
 */
record Changes(Set<String> owners, boolean everything, boolean pins) {
    Changes {
        owners = Set.copyOf(owners);
    }

    static Changes all() {
        return new Changes(Set.of(), true, true);
    }

    boolean isEmpty() {
        return owners.isEmpty() && !everything && !pins;
    }
}
