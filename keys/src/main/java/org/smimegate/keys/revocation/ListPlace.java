package org.smimegate.keys.revocation;

import java.net.URI;
import java.util.List;

/**
 * Where a revocation list is.
 *
 * @param urls all of the same list, in the order to try them; at least one
 */
record ListPlace(List<URI> urls) {
    ListPlace {
        urls = List.copyOf(urls);
    }

    @Override
    public String toString() {
        return urls.get(0).toString();
    }
}
