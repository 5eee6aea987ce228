package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;

/**
 * Configured anchors and intermediates, immutable.
 *
 * @param anchors believed without further proof (but for dates, usage and coverage)
 * @param intermediates help to build paths, believed only below an anchor
 */
public record TrustStore(Set<X509Certificate> anchors, Set<X509Certificate> intermediates) {
    public TrustStore {
        anchors = Set.copyOf(anchors);
        intermediates = Set.copyOf(intermediates);
    }

    public static TrustStore of(Collection<X509Certificate> anchors, Collection<X509Certificate> intermediates) {
        return new TrustStore(Set.copyOf(anchors), Set.copyOf(intermediates));
    }
}
