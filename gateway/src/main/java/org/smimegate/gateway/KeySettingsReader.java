package org.smimegate.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.core.trust.Coverage;
import org.smimegate.gateway.GatewaySettings.Directory;
import org.smimegate.gateway.GatewaySettings.UnknownRevocation;

/** Reads the elements of smime.xml that say where keys and certificates are. */
final class KeySettingsReader {
    private static final String PARTNERS = "file://conf/smime/partners/";

    private static final String FETCHED = "file://var/smime/revocation/";
    private static final String HOSTS = "host names such as crl.example.org *.example.org, separated by blanks";

    private static final String EMBEDDED = "jdbc:h2:file:";
    private static final Pattern EMBEDDED_URL =
            Pattern.compile("jdbc:h2:file:(?<path>[^;~\\s][^;\\s]*)(?<options>(;\\S*)?)");
    private static final Pattern OTHER_JDBC_URL = Pattern.compile("jdbc:(h2:mem|postgresql):\\S+");
    private static final String JDBC_URLS = "jdbc:h2:file:PATH or jdbc:postgresql://HOST/DATABASE";
    private static final Pattern LDAP_URL = Pattern.compile("\\s*ldaps?://[^\\s/]+/?(\\s+ldaps?://[^\\s/]+/?)*\\s*");
    private static final String LDAP_URLS = "ldaps://HOST or ldap://HOST, or several, separated by blanks";
    private static final Pattern FILTER = Pattern.compile("\\(.*\\{address}.*\\)");

    private static final List<String> LDAP_ATTRIBUTES = List.of(
            "url", "base", "filter", "attributes", "bindDn", "secret", "timeout", "cache", "anchors", "startTls");

    private final FileLocator files;

    KeySettingsReader(FileLocator files) {
        this.files = files;
    }

    GatewaySettings.Credentials credentials(XmlElement root) throws ConfigurationException {
        if (root.child("credentials").isEmpty()) {
            return standardCredentials(root);
        }
        XmlElement element = root.childOrEmpty("credentials").allow(List.of("default"), List.of("keystore"));
        Setting alias = element.setting("default", "");
        List<GatewaySettings.Keystore> keystores = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (XmlElement child : element.children("keystore")) {
            GatewaySettings.Keystore keystore = keystore(child);
            if (!seen.add(keystore.file().path())) {
                throw child.setting("file", "").refused("each file once");
            }
            keystores.add(keystore);
        }
        return new GatewaySettings.Credentials(
                alias.place(),
                alias.written() ? Optional.of(alias.filled("the alias of a key")) : Optional.empty(),
                keystores);
    }

    /** The key store that everybody has, if it is there. */
    private GatewaySettings.Credentials standardCredentials(XmlElement root) throws ConfigurationException {
        XmlElement keystore = root.childOrEmpty("credentials").childOrEmpty("keystore");
        Setting secret = keystore.setting("secret", "file://conf/smime/gateway.secret");
        GatewaySettings.Keystore standard = new GatewaySettings.Keystore(
                keystore.setting("file", "file://conf/smime/gateway.p12").path(files),
                secret.secret(files).orElseThrow(),
                List.of());
        return new GatewaySettings.Credentials(keystore.place(), Optional.empty(), List.of(standard));
    }

    private GatewaySettings.Keystore keystore(XmlElement element) throws ConfigurationException {
        element.allow(List.of("type", "file", "secret", "for"), List.of());
        element.setting("type", "PKCS12").oneOf(new String[] {"PKCS12"}, t -> t);
        return new GatewaySettings.Keystore(
                element.required("file", "a PKCS#12 file, file://...").path(files),
                secretOf(element),
                covered(element.setting("for", "")));
    }

    private SecretReference secretOf(XmlElement element) throws ConfigurationException {
        Setting secret = element.required("secret", "file://... or env:NAME, where the password stands");
        return secret.secret(files).orElseThrow(() -> secret.refused("file://... or env:NAME"));
    }

    private static List<String> covered(Setting setting) throws ConfigurationException {
        try {
            Coverage.none().plus(setting.words());
            return setting.words();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(setting.place() + ": " + e.getMessage(), e);
        }
    }

    GatewaySettings.Trust trust(XmlElement root) throws ConfigurationException {
        XmlElement element =
                root.childOrEmpty("trust").allow(List.of("anchors", "intermediates"), List.of("revocation"));
        return new GatewaySettings.Trust(
                folder(element, "anchors", "file://conf/smime/trust/"),
                folder(element, "intermediates", "file://conf/smime/intermediates/"),
                revocation(element.childOrEmpty("revocation")));
    }

    private ConfiguredPath folder(XmlElement element, String attribute, String standard) throws ConfigurationException {
        return element.setting(attribute, standard).pathOr(standard, files);
    }

    private GatewaySettings.Revocation revocation(XmlElement element) throws ConfigurationException {
        element.allow(List.of("verify", "encrypt", "crls", "fetch", "hosts", "ocsp"), List.of());
        return new GatewaySettings.Revocation(
                element.place() + ": " + element.path(),
                element.setting("verify", "soft").oneOf(UnknownRevocation.values(), UnknownRevocation::token),
                element.setting("encrypt", "soft").oneOf(UnknownRevocation.values(), UnknownRevocation::token),
                folder(element, "crls", "file://conf/smime/crls/"),
                fetch(element));
    }

    private Optional<GatewaySettings.Fetch> fetch(XmlElement element) throws ConfigurationException {
        Setting fetch = element.setting("fetch", "false");
        Setting hosts = element.setting("hosts", "");
        Setting ocsp = element.setting("ocsp", "false");
        if (fetch.yesOrNo()) {
            Path cache = new Setting(fetch.place(), FETCHED, false).path(files).path();
            List<String> names = hosts.patterns(HOSTS).stream().sorted().toList();
            return Optional.of(new GatewaySettings.Fetch(fetch.place(), names, ocsp.yesOrNo(), cache));
        }
        if (!hosts.isEmpty()) {
            throw hosts.refused("no hosts, or fetch=\"true\"");
        }
        if (ocsp.yesOrNo()) {
            throw ocsp.refused("false, or fetch=\"true\"");
        }
        return Optional.empty();
    }

    GatewaySettings.Keyring keyring(XmlElement root) throws ConfigurationException {
        XmlElement element = root.childOrEmpty("keyring").allow(List.of("url", "user", "secret", "quota"), List.of());
        return new GatewaySettings.Keyring(
                element.place() + ": " + element.path(),
                jdbcUrl(element.setting("url", EMBEDDED + "var/smime/keyring")),
                element.setting("user", "").text(),
                element.setting("secret", "").secret(files),
                element.setting("quota", "512 MB").size());
    }

    /** The path of a database file is made absolute: the server's working directory is not always the process'. */
    private String jdbcUrl(Setting url) throws ConfigurationException {
        Matcher embedded = EMBEDDED_URL.matcher(url.text());
        if (!embedded.matches()) {
            return url.matching(OTHER_JDBC_URL, JDBC_URLS);
        }
        Setting path = new Setting(url.place(), "file://" + embedded.group("path"), url.written());
        return EMBEDDED + path.path(files).path() + embedded.group("options");
    }

    List<Directory> directories(XmlElement root) throws ConfigurationException {
        Optional<XmlElement> found = root.child("directories");
        if (found.isEmpty()) {
            Setting standard = new Setting(root.place() + ": directories/folder/@path", PARTNERS, false);
            return List.of(new Directory.Folder(standard.path(files)));
        }
        List<Directory> directories = new ArrayList<>();
        for (XmlElement child :
                found.get().allow(List.of(), List.of("folder", "ldap")).children()) {
            Directory directory = child.name().equals("folder") ? folder(child) : ldap(child);
            if (directories.stream().anyMatch(d -> isSame(d, directory))) {
                throw new ConfigurationException(
                        child.place() + ": " + child.path() + ": stands twice (expected: each once)");
            }
            directories.add(directory);
        }
        return directories;
    }

    private static boolean isSame(Directory one, Directory other) {
        if (one instanceof Directory.Folder a && other instanceof Directory.Folder b) {
            return a.path().path().equals(b.path().path());
        }
        return one instanceof Directory.Ldap a
                && other instanceof Directory.Ldap b
                && a.urls().equals(b.urls())
                && a.base().equals(b.base());
    }

    private Directory folder(XmlElement element) throws ConfigurationException {
        element.allow(List.of("path"), List.of());
        return new Directory.Folder(
                element.required("path", "a folder, file://...").pathOr(PARTNERS, files));
    }

    private Directory ldap(XmlElement element) throws ConfigurationException {
        element.allow(LDAP_ATTRIBUTES, List.of());
        Setting url = element.required("url", LDAP_URLS);
        url.matching(LDAP_URL, LDAP_URLS);
        Setting attributes = element.setting("attributes", "userCertificate userSMIMECertificate");
        attributes.filled("names of attributes, separated by blanks");
        Setting anchors = element.setting("anchors", "");
        return new Directory.Ldap(
                element.place() + ": " + element.path(),
                url.words(),
                element.required("base", "where to search, such as ou=people,dc=example,dc=org")
                        .filled("a base DN"),
                element.setting("filter", "(mail={address})")
                        .matching(FILTER, "a filter with {address} in it, such as (mail={address})"),
                attributes.words(),
                element.setting("bindDn", "").text(),
                ldapSecret(element),
                element.setting("timeout", "2 s").duration(),
                element.setting("cache", "10 min").duration(),
                anchors.isEmpty() ? Optional.empty() : Optional.of(anchors.path(files)),
                element.setting("startTls", "false").yesOrNo());
    }

    /** A name without a password, or the reverse, would log in as nobody. */
    private Optional<SecretReference> ldapSecret(XmlElement element) throws ConfigurationException {
        Setting secret = element.setting("secret", "");
        Setting bindDn = element.setting("bindDn", "");
        Optional<SecretReference> reference = secret.secret(files);
        if (reference.isPresent() && bindDn.isEmpty()) {
            throw bindDn.refused("the name whose password secret is");
        }
        if (reference.isEmpty() && !bindDn.isEmpty()) {
            throw secret.refused("file://... or env:NAME, where the password of bindDn stands");
        }
        return reference;
    }
}
