package org.smimegate.keys.revocation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * The network as the fetcher sees it.
 *
 * @param addresses which addresses may be connected to
 * @param ports which ports may stand in a URL
 * @param tls makes the sockets of https
 * @param patience how long an exchange may take up to the first megabyte of its answer, and again up to each further one;
 *     the look-up of the host's address is not counted
 */
record Network(
        Names names, Predicate<InetAddress> addresses, IntPredicate ports, SSLSocketFactory tls, Duration patience) {
    private static final Set<Integer> PORTS = Set.of(80, 443);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The addresses of a host. */
    interface Names {
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    /** The Internet: its public part only, whose https servers the JVM's roots vouch for. */
    static Network internet() {
        try {
            return new Network(
                    host -> List.of(InetAddress.getAllByName(host)),
                    PublicAddresses::contain,
                    PORTS::contains,
                    SSLContext.getDefault().getSocketFactory(),
                    PATIENCE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /** Looks the host up, once: what is connected to is what was checked, whatever DNS says the next time. */
    InetAddress address(String host) throws FetchException {
        List<InetAddress> all;
        try {
            all = names.addresses(host);
        } catch (UnknownHostException e) {
            throw new FetchException("no such host", e);
        }
        return all.stream()
                .filter(addresses)
                .findFirst()
                .orElseThrow(() -> new FetchException(
                        "has no public address, but " + all.get(0).getHostAddress()));
    }
}
