package org.smimegate.keys.revocation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** A network in which every name is this machine, and every port may be asked. */
final class TestNetwork {
    /** Long enough for servers that mean well. */
    static final Duration PATIENT = Duration.ofSeconds(20);

    private TestNetwork() {}

    static Network loopback() {
        return loopback(PATIENT);
    }

    static Network loopback(Duration patience) {
        return loopback((SSLSocketFactory) SSLSocketFactory.getDefault(), patience);
    }

    static Network loopback(SSLSocketFactory tls, Duration patience) {
        return new Network(
                host -> List.of(InetAddress.getLoopbackAddress()),
                InetAddress::isLoopbackAddress,
                port -> true,
                tls,
                patience);
    }

    /** Only loopback may be connected to, whatever the names say. */
    static Network named(Network.Names names) {
        Network usual = loopback();
        return new Network(names, usual.addresses(), usual.ports(), usual.tls(), usual.patience());
    }
}
