package org.smimegate.mailets.tls;

import java.util.Arrays;
import java.util.List;

/** Where mail is handed to. */
public record MailServer(String host, int port) {
    private static final int SMTP = 25;

    /** Looks at one server, in a bounded time. */
    public interface Look {
        DomainTls at(MailServer server);
    }

    /** On the port of SMTP. */
    public static MailServer of(String host) {
        return new MailServer(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, SMTP);
    }

    /** As RemoteDelivery reads {@code gateway}, for which {@code port} is {@code gatewayPort}. */
    public static List<MailServer> gateways(String gateway, String port) {
        return Arrays.stream(gateway.split(","))
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .map(server -> server.split(":", 2))
                .map(parts -> new MailServer(parts[0], Integer.parseInt(parts.length > 1 ? parts[1] : port)))
                .toList();
    }
}
