package org.smimegate.keys.revocation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Several URLs of which one is enough. */
final class Alternatives {
    private Alternatives() {}

    interface Attempt<T> {
        T at(URI url) throws FetchException;
    }

    /**
     * What the first URL gives that gives anything.
     *
     * @throws FetchException none does; the message says why, of each
     */
    static <T> T first(List<URI> urls, Attempt<T> attempt) throws FetchException {
        List<String> failures = new ArrayList<>();
        for (URI url : urls) {
            try {
                return attempt.at(url);
            } catch (FetchException e) {
                failures.add(url + ": " + e.getMessage());
            }
        }
        throw new FetchException(String.join("; ", failures));
    }
}
