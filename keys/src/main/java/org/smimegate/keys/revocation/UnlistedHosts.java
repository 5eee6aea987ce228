package org.smimegate.keys.revocation;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.core.trust.Certificates;

/** Tells the administrator of hosts that know of revocation and are not allowed, once of each. Thread-safe. */
final class UnlistedHosts {
    private static final Logger LOGGER = LoggerFactory.getLogger(RevocationFetcher.class);
    /** Beyond that it is not for a person to read. */
    private static final int MOST = 100;

    private final Set<String> listed;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    UnlistedHosts(Collection<String> listed) {
        this.listed = Set.copyOf(listed);
    }

    /** @param certificate of which nothing is known */
    void tell(X509Certificate certificate) {
        for (String host : NamedHosts.of(List.of(certificate))) {
            if (!DomainName.matches(listed, host) && told.size() < MOST && told.add(host)) {
                LOGGER.info(
                        "{} is not asked about certificates of '{}' (expected: in hosts, if it may be asked)",
                        host,
                        Certificates.issuer(certificate));
            }
        }
    }
}
