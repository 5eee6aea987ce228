package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.smimegate.core.cms.MessageOpener;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.message.Spool;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.PinnedTrust;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.gateway.GatewaySettings.Directory;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.FolderDirectory;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.RecipientKeys;
import org.smimegate.keys.Reloading;

/** Everything smime.xml describes, assembled: engine, credentials, trust, directories, profiles. Thread-safe. */
public final class Gateway implements Closeable {
    private static final String SPOOL = "smimegate";

    private final GatewaySettings settings;
    private final Supplier<Credentials> credentials;
    private final CertificateTrust trust;
    private final List<CertificateDirectory> directories;
    private final RecipientKeys recipientKeys;
    private final SpoolFolder spool;
    private final Outbound outbound;
    private final Inbound inbound;

    /**
     * Reads smime.xml and every file it names.
     *
     * @param spool parent of the private folder for plaintext that does not fit in memory
     * @throws ConfigurationException anything is unknown, unreadable or unfit
     */
    public static Gateway open(Path smimeXml, FileLocator files, Path spool) throws ConfigurationException {
        return open(smimeXml, files, spool, Clock.systemUTC());
    }

    static Gateway open(Path smimeXml, FileLocator files, Path spool, Clock clock) throws ConfigurationException {
        GatewaySettings settings = GatewaySettings.read(smimeXml, files);
        MissingFeatures.refuse(settings);
        try {
            return new Gateway(settings, openSpool(spool.resolve(SPOOL)), clock);
        } catch (KeyFileException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static SpoolFolder openSpool(Path folder) throws ConfigurationException {
        try {
            return SpoolFolder.open(folder);
        } catch (IOException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private Gateway(GatewaySettings settings, SpoolFolder spool, Clock clock)
            throws ConfigurationException, KeyFileException {
        this.settings = settings;
        this.spool = spool;
        this.credentials = new CredentialWatch(CredentialLoader.start(settings, clock), clock);
        Reloading<TrustStore> store = TrustLoader.start(settings.trust());
        this.trust = trust(store, settings.policy());
        this.directories = directories(settings);
        this.recipientKeys = new RecipientKeys(directories, trust, new PinnedTrust(settings.policy()));
        this.outbound =
                new ProtectingOutbound(new MessageProtector(), credentials, recipientKeys, settings.limits(), spool);
        this.inbound = new OpeningInbound(
                new MessageOpener(trust, settings.policy(), settings.limits(), spool), credentials, settings.name());
        for (GatewaySettings.Profile profile : settings.profiles()) {
            if (profile.settings().credential().isPresent()) {
                requireCredential(profile.settings().credential().get(), profile.place() + "/@credential");
            }
        }
        if (settings.tls().anchors().isPresent()) {
            settings.tls().anchors().get().certificates();
        }
        StartReport.log(settings, credentials.get(), store.get(), directories);
    }

    private static CertificateTrust trust(Reloading<TrustStore> store, AlgorithmPolicy policy)
            throws ConfigurationException {
        try {
            return new AnchoredTrust(store, policy);
        } catch (IllegalStateException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<CertificateDirectory> directories(GatewaySettings settings)
            throws ConfigurationException, KeyFileException {
        boolean domainCertificates = settings.policy().domainCertificates();
        List<CertificateDirectory> directories = new ArrayList<>();
        for (Directory directory : settings.directories()) {
            if (directory instanceof Directory.Folder folder) {
                directories.add(open(folder.path(), domainCertificates));
            } else if (directory instanceof Directory.Ldap ldap) {
                directories.add(LdapLoader.open(ldap, domainCertificates));
            }
        }
        return directories;
    }

    private static FolderDirectory open(ConfiguredPath folder, boolean domainCertificates) throws KeyFileException {
        try {
            return folder.written()
                    ? FolderDirectory.open(folder.path(), domainCertificates)
                    : FolderDirectory.openIfThere(folder.path(), domainCertificates);
        } catch (KeyFileException e) {
            throw new KeyFileException(folder.place() + ": " + e.getMessage(), e);
        }
    }

    /** What smime.xml says. */
    public GatewaySettings settings() {
        return settings;
    }

    /** The authserv-id. */
    public String name() {
        return settings.name();
    }

    public Address postmaster() {
        return settings.postmaster();
    }

    /** Domains of {@code gateway/@domains}: inside, besides James' local ones. */
    public boolean isInside(String domain) {
        return settings.inside().coversDomain(domain);
    }

    /** The current credentials; asked anew each time, for they are re-read when their files change. */
    public Credentials credentials() {
        return credentials.get();
    }

    /**
     * Refuses an alias that no credential has.
     *
     * @param place names the parameter in the message
     */
    public void requireCredential(String alias, String place) throws ConfigurationException {
        Credentials current = credentials();
        if (current.named(alias).isEmpty()) {
            throw new ConfigurationException(
                    place + ": " + alias + " (expected: sender, or " + CredentialLoader.aliases(current) + ")");
        }
    }

    public CertificateTrust trust() {
        return trust;
    }

    public RecipientKeys recipientKeys() {
        return recipientKeys;
    }

    public Optional<SendingProfile> profile(String name) {
        return profiles().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** In the order of smime.xml. */
    public List<SendingProfile> profiles() {
        return settings.profiles().stream()
                .map(GatewaySettings.Profile::settings)
                .toList();
    }

    public Outbound outbound() {
        return outbound;
    }

    public Inbound inbound() {
        return inbound;
    }

    /** A spool in the private folder, for messages on their way into and out of the engine. The caller closes it. */
    public Spool newSpool() {
        return spool.newSpool();
    }

    @Override
    public void close() throws IOException {
        for (CertificateDirectory directory : directories) {
            if (directory instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }
}
