package org.smimegate.gateway;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.smimegate.gateway.GatewaySettings.Directory;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Reloading;
import org.smimegate.keys.Secret;
import org.smimegate.keys.ldap.LdapDirectory;
import org.smimegate.keys.ldap.LdapServer;
import org.smimegate.keys.ldap.LdapSettings;

/** Reads what an LDAP directory needs to know, and follows changes of its password and anchors. */
final class LdapLoader {
    private LdapLoader() {}

    /** Connects with the first look-up: the server may be down now. */
    static LdapDirectory open(Directory.Ldap ldap, boolean domainCertificates)
            throws ConfigurationException, KeyFileException {
        try {
            return LdapDirectory.open(new LdapSettings(
                    ldap.urls().stream().map(LdapServer::parse).toList(),
                    new LdapSettings.Query(ldap.base(), ldap.filter(), ldap.attributes()),
                    login(ldap),
                    new LdapSettings.Tls(anchors(ldap), ldap.startTls()),
                    ldap.timeout(),
                    ldap.cache(),
                    domainCertificates));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(ldap.place() + "/@" + e.getMessage(), e);
        }
    }

    private static Optional<LdapSettings.Login> login(Directory.Ldap ldap) throws KeyFileException {
        if (ldap.secret().isEmpty()) {
            return Optional.empty();
        }
        SecretReference reference = ldap.secret().get();
        List<Path> files = reference.file().map(List::of).orElse(List.of());
        try {
            Supplier<Secret> secret = Reloading.start("password of " + ldap.bindDn(), files, reference::read);
            return Optional.of(new LdapSettings.Login(ldap.bindDn(), secret));
        } catch (KeyFileException e) {
            throw new KeyFileException(reference.place() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Supplier<List<X509Certificate>>> anchors(Directory.Ldap ldap) throws KeyFileException {
        if (ldap.anchors().isEmpty()) {
            return Optional.empty();
        }
        ConfiguredPath folder = ldap.anchors().get();
        return Optional.of(Reloading.start("anchors of " + ldap.place(), List.of(folder.path()), folder::certificates));
    }
}
