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
import org.smimegate.core.trust.Pins;
import org.smimegate.core.trust.RevocationChecking;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.core.trust.VouchedTrust;
import org.smimegate.gateway.tls.ServerTrust;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.RecipientKeys;
import org.smimegate.keys.Reloading;
import org.smimegate.keys.harvest.Harvester;
import org.smimegate.keys.keyring.KeyRing;

/** Everything smime.xml describes, assembled: engine, credentials, trust, directories, profiles. Thread-safe. */
public final class Gateway implements Closeable {
    private static final String SPOOL = "smimegate";

    private final GatewaySettings settings;
    private final Supplier<Credentials> credentials;
    private final CertificateTrust trust;
    private final CertificateTrust vouchedTrust;
    private final Supplier<ServerTrust> tlsTrust;
    private final Partners partners;
    private final Revocations revocations;
    private final RecipientKeys recipientKeys;
    private final Harvester harvester;
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
        return open(smimeXml, files, spool, Fetching.BY_ITSELF, Clock.systemUTC());
    }

    /** As {@link #open}, beside a server that may be running: fetches nothing, and knows what the server has fetched. */
    public static Gateway openBeside(Path smimeXml, FileLocator files, Path spool) throws ConfigurationException {
        return open(smimeXml, files, spool, Fetching.BY_A_SERVER, Clock.systemUTC());
    }

    static Gateway open(Path smimeXml, FileLocator files, Path spool, Fetching fetching, Clock clock)
            throws ConfigurationException {
        GatewaySettings settings = GatewaySettings.read(smimeXml, files);
        try {
            return open(settings, openSpool(spool.resolve(SPOOL)), fetching, clock);
        } catch (KeyFileException | IOException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What was opened is closed again if anything after it cannot be used. */
    private static Gateway open(GatewaySettings settings, SpoolFolder spool, Fetching fetching, Clock clock)
            throws ConfigurationException, KeyFileException, IOException {
        List<Closeable> opened = new ArrayList<>();
        boolean complete = false;
        try {
            Partners partners = Partners.open(settings);
            opened.add(partners);
            Revocations revocations = Revocations.open(settings.trust(), fetching);
            opened.add(revocations);
            Gateway gateway = new Gateway(settings, spool, partners, revocations, clock);
            complete = true;
            return gateway;
        } finally {
            if (!complete) {
                Closing.all(opened);
            }
        }
    }

    private static SpoolFolder openSpool(Path folder) throws ConfigurationException {
        try {
            return SpoolFolder.open(folder);
        } catch (IOException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private Gateway(
            GatewaySettings settings, SpoolFolder spool, Partners partners, Revocations revocations, Clock clock)
            throws ConfigurationException, KeyFileException {
        this.settings = settings;
        this.spool = spool;
        this.partners = partners;
        this.revocations = revocations;
        this.credentials = new CredentialWatch(CredentialLoader.start(settings, clock), clock);
        Reloading<TrustStore> store = TrustLoader.start(settings.trust());
        this.trust = trust(store, settings.policy(), revocations.checking());
        this.vouchedTrust = new VouchedTrust(trust, new PinnedTrust(settings.policy()));
        this.tlsTrust = TrustLoader.start(settings.tls());
        this.recipientKeys = new RecipientKeys(partners.directories(), trust, vouchedTrust);
        this.harvester =
                new Harvester(partners.keyRing(), trust, settings.policy().domainCertificates());
        this.outbound =
                new ProtectingOutbound(new MessageProtector(), credentials, recipientKeys, settings.limits(), spool);
        this.inbound = new OpeningInbound(
                new MessageOpener(trust, partners.pins(), settings.policy(), settings.limits(), spool),
                credentials,
                settings.name());
        for (GatewaySettings.Profile profile : settings.profiles()) {
            if (profile.settings().credential().isPresent()) {
                requireCredential(profile.settings().credential().get(), profile.place() + "/@credential");
            }
        }
        StartReport.log(settings, credentials.get(), store.get(), revocations, partners.directories());
    }

    private static CertificateTrust trust(
            Reloading<TrustStore> store, AlgorithmPolicy policy, RevocationChecking revocation)
            throws ConfigurationException {
        try {
            return new AnchoredTrust(store, policy, revocation);
        } catch (IllegalStateException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
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
            throw new ConfigurationException(CredentialLoader.unknown(place, alias, current));
        }
    }

    /** Judges certificates by their path. */
    public CertificateTrust trust() {
        return trust;
    }

    /** What is known of revoked certificates, and for which uses it must be. */
    public RevocationChecking revocation() {
        return revocations.checking();
    }

    /** The certificates of others that administrators vouch for in the key ring. */
    public Pins pins() {
        return partners.pins();
    }

    /** Judges certificates that an administrator vouches for. */
    public CertificateTrust vouchedTrust() {
        return vouchedTrust;
    }

    /** Whose mail servers are believed, at the moment when it is asked. */
    public Supplier<ServerTrust> tlsTrust() {
        return tlsTrust;
    }

    public RecipientKeys recipientKeys() {
        return recipientKeys;
    }

    /** The partners' certificates that were learned or added by hand. */
    public KeyRing keyRing() {
        return partners.keyRing();
    }

    /** Where partners' certificates are looked for, in this order; the key ring is the first. */
    public List<CertificateDirectory> directories() {
        return partners.directories();
    }

    /** Learns certificates into the key ring. */
    public Harvester harvester() {
        return harvester;
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
        Closing.all(List.of(partners, revocations));
    }
}
