package org.smimegate.keys.revocation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.outcome.DomainName;

/**
 * What may be fetched, and where it is kept.
 *
 * @param hosts whose URLs are followed: names such as {@code crl.example.org}, or {@code *.example.org} for exactly one
 *     label more; in any case
 * @param ocsp whether responders are asked, too (RFC 6960)
 * @param cacheFolder keeps revocation lists over a restart; made if it is not there
 */
public record FetchSettings(List<String> hosts, boolean ocsp, Optional<Path> cacheFolder) {
    static final String EXPECTED = "host names such as crl.example.org or *.example.org";

    /** @throws IllegalArgumentException no host, or one that is none */
    public FetchSettings {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts: none (expected: " + EXPECTED + ")");
        }
        hosts = hosts.stream().map(FetchSettings::pattern).distinct().toList();
    }

    private static String pattern(String host) {
        return DomainName.pattern(host)
                .orElseThrow(() -> new IllegalArgumentException("hosts: " + host + " (expected: " + EXPECTED + ")"));
    }
}
