package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.smimegate.keys.Secret;

/**
 * Which directory to ask, for what, and as whom.
 *
 * @param servers servers with the same content; the next one is asked if one cannot be reached
 * @param login empty: anonymous
 * @param timeout of connecting and of each answer
 * @param cache how long an answer counts, also the answer that there is nothing
 * @param domainCertificates whether a dNSName in a SAN speaks for its domain
 */
public record LdapSettings(
        List<LdapServer> servers,
        Query query,
        Optional<Login> login,
        Tls tls,
        Duration timeout,
        Duration cache,
        boolean domainCertificates) {
    /** @throws IllegalArgumentException no server, or startTls for one that speaks TLS anyway */
    public LdapSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("url: none (expected: " + LdapServer.EXPECTED + ")");
        }
        if (tls.startTls() && servers.stream().anyMatch(LdapServer::tls)) {
            throw new IllegalArgumentException("startTls: true (expected: false with ldaps://, which is TLS already)");
        }
    }

    /** Whether what is sent to that server can be read on the way. */
    boolean isReadable(LdapServer server) {
        return !server.tls() && !tls.startTls() && !server.isLoopback();
    }

    /**
     * What to search for.
     *
     * @param base below which entry
     * @param filter with {@code {address}} wherever the recipient's address shall stand
     * @param attributes that hold certificates, without options
     */
    public record Query(String base, String filter, List<String> attributes) {
        static final String ADDRESS = "{address}";
        /** RFC 4512 section 1.4: a name or a number, and options, of which {@code binary} is understood anyway. */
        private static final Pattern ATTRIBUTE =
                Pattern.compile("([A-Za-z][A-Za-z0-9-]*|[0-9]+(\\.[0-9]+)+)(;[A-Za-z0-9-]+)*");

        /** @throws IllegalArgumentException one of them is none; the message says which */
        public Query {
            if (!DN.isValidDN(base)) {
                throw new IllegalArgumentException(
                        "base: " + base + " (expected: a distinguished name such as ou=people,dc=example,dc=org)");
            }
            checkFilter(filter);
            attributes.forEach(Query::checkAttribute);
            attributes = attributes.stream()
                    .map(name -> name.split(";", 2)[0])
                    .distinct()
                    .toList();
        }

        private static void checkFilter(String filter) {
            try {
                Filter.create(filter.replace(ADDRESS, "x"));
            } catch (LDAPException e) {
                throw new IllegalArgumentException(
                        "filter: " + filter + " (expected: an LDAP filter such as (mail=" + ADDRESS + "))", e);
            }
            if (!filter.contains(ADDRESS)) {
                throw new IllegalArgumentException("filter: " + filter + " (expected: " + ADDRESS + " in it)");
            }
        }

        private static void checkAttribute(String name) {
            if (!ATTRIBUTE.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "attributes: " + name + " (expected: names such as userCertificate, separated by blanks)");
            }
        }
    }

    /** @param secret the password; asked anew for each connection */
    public record Login(String bindDn, Supplier<Secret> secret) {
        /** @throws IllegalArgumentException no distinguished name, nor another name that servers take */
        public Login {
            if (bindDn.isBlank()) {
                throw new IllegalArgumentException("bindDn: empty (expected: a distinguished name)");
            }
        }
    }

    /**
     * Whom to believe, and when.
     *
     * @param anchors certificates of CAs, asked anew for each connection; empty: the roots of the JVM
     * @param startTls TLS is started on a connection that begins without
     */
    public record Tls(Optional<Supplier<List<X509Certificate>>> anchors, boolean startTls) {}
}
