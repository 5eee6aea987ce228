package org.smimegate.bundle.inside;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;
import org.smimegate.keys.ldap.LdapDirectory;
import org.smimegate.keys.ldap.LdapServer;
import org.smimegate.keys.ldap.LdapSettings;

/** Looks for the certificates of bob@example.org in the LDAP directory at that URL, always over TLS. */
public final class DirectoryAnswer implements BiFunction<String, X509Certificate, List<X509Certificate>> {
    @Override
    public List<X509Certificate> apply(String url, X509Certificate anchor) {
        try (LdapDirectory directory = LdapDirectory.open(settings(LdapServer.parse(url), anchor))) {
            return directory.find(Address.parse("bob@example.org").orElseThrow()).stream()
                    .map(PartnerCertificate::certificate)
                    .toList();
        } catch (DirectoryUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LdapSettings settings(LdapServer server, X509Certificate anchor) {
        return new LdapSettings(
                List.of(server),
                new LdapSettings.Query("ou=people,dc=example,dc=org", "(mail={address})", List.of("userCertificate")),
                Optional.empty(),
                new LdapSettings.Tls(Optional.of(() -> List.of(anchor)), !server.tls()),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                true);
    }
}
