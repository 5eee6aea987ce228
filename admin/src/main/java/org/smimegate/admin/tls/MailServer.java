package org.smimegate.admin.tls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.core.outcome.DomainName;

/** Where to connect. */
record MailServer(String host, int port) {
    private static final int SMTP = 25;
    private static final int MAX_PORT = 65_535;
    private static final Pattern TEXT =
            Pattern.compile("(?:\\[(?<address>[0-9A-Fa-f:.]+)]|(?<host>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");

    /** {@code HOST}, {@code HOST:PORT} or {@code [ADDRESS]:PORT}; empty if it is neither. */
    static Optional<MailServer> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group("port");
        String address = matcher.group("address");
        MailServer server = new MailServer(
                address == null ? DomainName.normal(matcher.group("host")) : address,
                port == null ? SMTP : Integer.parseInt(port));
        return Optional.of(server).filter(s -> s.isValid(address != null));
    }

    private boolean isValid(boolean address) {
        return port > 0 && port <= MAX_PORT && (address || DomainName.isValid(host));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
