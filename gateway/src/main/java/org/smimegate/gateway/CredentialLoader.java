package org.smimegate.gateway;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.smimegate.gateway.GatewaySettings.Keystore;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.KeystoreReader;
import org.smimegate.keys.Reloading;
import org.smimegate.keys.Secret;
import org.smimegate.keys.Succession;

/** Reads all key stores that smime.xml names, and refuses what a gateway cannot work with. */
final class CredentialLoader {
    private final GatewaySettings.Credentials settings;
    private final ConfiguredPath intermediates;
    private final boolean domainCertificates;
    private final Clock clock;

    private CredentialLoader(GatewaySettings settings, Clock clock) {
        this.settings = settings.credentials();
        this.intermediates = settings.trust().intermediates();
        this.domainCertificates = settings.policy().domainCertificates();
        this.clock = clock;
    }

    /** The credentials, following changes of their files. */
    static Reloading<Credentials> start(GatewaySettings settings, Clock clock) throws KeyFileException {
        CredentialLoader loader = new CredentialLoader(settings, clock);
        return Reloading.start("credentials", loader.files(), loader::load);
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(intermediates.path()));
        for (Keystore keystore : settings.keystores()) {
            files.add(keystore.file().path());
            keystore.secret().file().ifPresent(files::add);
        }
        return files;
    }

    private Credentials load() throws KeyFileException {
        Map<Keystore, List<Credential>> byKeystore = new HashMap<>();
        List<Credential> all = new ArrayList<>();
        Map<String, Keystore> aliases = new HashMap<>();
        List<X509Certificate> issuers = intermediates.certificates();
        for (Keystore keystore : settings.keystores()) {
            if (keystore.file().applies()) {
                List<Credential> found = read(keystore).stream()
                        .map(c -> c.withIssuersFrom(issuers))
                        .toList();
                refuseKnown(found, keystore, aliases);
                byKeystore.put(keystore, found);
                all.addAll(found);
            }
        }
        Credentials credentials = new Credentials(all);
        checkDates(byKeystore, credentials);
        return credentials;
    }

    private List<Credential> read(Keystore keystore) throws KeyFileException {
        Secret secret;
        try {
            secret = keystore.secret().read();
        } catch (KeyFileException e) {
            throw new KeyFileException(keystore.secret().place() + ": " + e.getMessage(), e);
        }
        try {
            return KeystoreReader.read(keystore.file().path(), secret, keystore.coveredToo(), domainCertificates);
        } catch (KeyFileException e) {
            throw new KeyFileException(keystore.file().place() + ": " + e.getMessage(), e);
        }
    }

    private static void refuseKnown(List<Credential> found, Keystore keystore, Map<String, Keystore> aliases)
            throws KeyFileException {
        for (Credential credential : found) {
            Keystore other = aliases.put(credential.alias().toLowerCase(Locale.ROOT), keystore);
            if (other != null) {
                throw new KeyFileException(keystore.file().place() + ": "
                        + keystore.file().path() + ": alias "
                        + credential.alias() + " stands in " + other.file().path()
                        + " too (expected: each alias once; give one of the keys another friendly name)");
            }
        }
    }

    private void checkDates(Map<Keystore, List<Credential>> byKeystore, Credentials all) throws KeyFileException {
        Instant now = clock.instant();
        Succession succession = new Succession(all, now);
        for (Map.Entry<Keystore, List<Credential>> entry : byKeystore.entrySet()) {
            Optional<Credential> abandoned = succession.abandoned(entry.getValue());
            if (abandoned.isPresent()) {
                ConfiguredPath file = entry.getKey().file();
                throw outOfDate(file.place() + ": " + file.path(), abandoned.get(), now);
            }
        }
        if (settings.defaultAlias().isPresent()) {
            checkDefault(settings.defaultAlias().get(), all, succession, now);
        }
    }

    private void checkDefault(String alias, Credentials all, Succession succession, Instant now)
            throws KeyFileException {
        Optional<Credential> found = all.named(alias);
        if (found.isEmpty()) {
            throw new KeyFileException(settings.place() + ": " + alias + " (expected: " + aliases(all) + ")");
        }
        if (succession.abandoned(List.of(found.get())).isPresent()) {
            throw outOfDate(settings.place(), found.get(), now);
        }
    }

    private static KeyFileException outOfDate(String place, Credential credential, Instant now) {
        Instant end = credential.certificate().getNotAfter().toInstant();
        Instant begin = credential.certificate().getNotBefore().toInstant();
        return new KeyFileException(place + ": " + credential.alias() + ": the certificate "
                + (end.isBefore(now) ? "expired on " + end : "is not valid before " + begin)
                + " (expected: a valid one; an old one may stay if a valid one covers the same)");
    }

    static String unknown(String place, String alias, Credentials credentials) {
        return place + ": " + alias + " (expected: sender, or " + aliases(credentials) + ")";
    }

    static String aliases(Credentials credentials) {
        return credentials.all().isEmpty()
                ? "none, for there is no key"
                : "one of "
                        + String.join(
                                ", ",
                                credentials.all().stream()
                                        .map(Credential::alias)
                                        .sorted()
                                        .toList());
    }
}
