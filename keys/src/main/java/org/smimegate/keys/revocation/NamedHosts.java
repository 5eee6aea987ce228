package org.smimegate.keys.revocation;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smimegate.core.outcome.DomainName;

/** The hosts where certificates say that their revocation can be found out. */
public final class NamedHosts {
    private NamedHosts() {}

    /** Hosts of distribution points and responders, each once, sorted. */
    public static List<String> of(Collection<X509Certificate> certificates) {
        return certificates.stream()
                .flatMap(NamedHosts::urls)
                .flatMap(url -> host(url).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> urls(X509Certificate certificate) {
        Stream<String> lists = Pointers.lists(certificate).stream().flatMap(List::stream);
        return Stream.concat(lists, Pointers.responders(certificate).stream());
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.of(new URI(url))
                    .filter(AllowedUrls::isWeb)
                    .flatMap(parsed -> Optional.ofNullable(parsed.getHost()))
                    .flatMap(DomainName::pattern);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
