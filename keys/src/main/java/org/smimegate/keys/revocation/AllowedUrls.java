package org.smimegate.keys.revocation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.smimegate.core.outcome.DomainName;

/** Which of the URLs in certificates are followed. */
final class AllowedUrls {
    private static final int MAX_LENGTH = 2_000;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Set<String> hosts;
    private final IntPredicate ports;

    /**
     * Those of these hosts and ports.
     *
     * @param hosts patterns as {@link DomainName#pattern} gives them
     */
    AllowedUrls(Collection<String> hosts, IntPredicate ports) {
        this.hosts = Set.copyOf(hosts);
        this.ports = ports;
    }

    /** The allowed ones, in their order, each once. */
    List<URI> of(Stream<String> urls) {
        return urls.flatMap(url -> of(url).stream()).distinct().toList();
    }

    /** The URL, if it is an allowed one of plain ASCII without user and fragment. */
    Optional<URI> of(String url) {
        boolean plain = url.length() <= MAX_LENGTH && url.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain ? parsed(url).filter(this::isAllowed) : Optional.empty();
    }

    private static Optional<URI> parsed(String url) {
        try {
            return Optional.of(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean isAllowed(URI url) {
        return isWeb(url)
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && ports.test(port(url))
                && DomainName.matches(hosts, url.getHost());
    }

    static boolean isWeb(URI url) {
        return url.getScheme() != null && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT));
    }

    static boolean isTls(URI url) {
        return url.getScheme().equalsIgnoreCase("https");
    }

    static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isTls(url) ? 443 : 80;
    }
}
