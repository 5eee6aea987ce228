package org.smimegate.gateway.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.smimegate.keys.remote.ServerText;

/** The hosts that a certificate is for (RFC 6125), to be shown; whether one of them does is the JDK's to decide. */
public final class HostNames {
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final String WILDCARD = "*.";

    private HostNames() {}

    /** DNS names and addresses of the SAN, without control characters. */
    public static List<String> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            return names.stream()
                    .filter(name -> name.get(0).equals(DNS) || name.get(0).equals(IP))
                    .map(name -> ServerText.of(String.valueOf(name.get(1))))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** The name that is the host, or the one whose {@code *} stands for the host's first label. */
    public static Optional<String> matching(X509Certificate certificate, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return of(certificate).stream()
                .filter(name -> matches(name.toLowerCase(Locale.ROOT), wanted))
                .findFirst();
    }

    private static boolean matches(String name, String host) {
        int dot = host.indexOf('.');
        return name.equals(host)
                || name.startsWith(WILDCARD)
                        && dot > 0
                        && name.substring(WILDCARD.length()).equals(host.substring(dot + 1));
    }
}
