package org.smimegate.gateway;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smimegate.gateway.GatewaySettings.Fetch;
import org.smimegate.gateway.GatewaySettings.Revocation;
import org.smimegate.gateway.GatewaySettings.UnknownRevocation;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.revocation.CrlFolder;
import org.smimegate.keys.revocation.FetchSettings;
import org.smimegate.keys.revocation.NamedHosts;

/**
 * From where revocation shall be known, read and checked; nothing is fetched yet.
 *
 * @param fetch empty: nothing shall be fetched
 */
record RevocationPlan(CrlFolder folder, Optional<FetchSettings> fetch) {
    /** @throws ConfigurationException revocation must be known, and nothing could ever be; or nothing may be fetched */
    static RevocationPlan of(GatewaySettings.Trust trust) throws KeyFileException, ConfigurationException {
        Revocation settings = trust.revocation();
        Optional<FetchSettings> fetch = settings.fetch().isPresent()
                ? Optional.of(fetch(settings.fetch().get(), trust))
                : Optional.empty();
        RevocationPlan plan = new RevocationPlan(folder(settings.crls()), fetch);
        if (!settings.demanded().isEmpty() && plan.knowsNothing()) {
            throw hardWithoutSource(settings);
        }
        return plan;
    }

    private boolean knowsNothing() {
        return folder.size() == 0 && fetch.isEmpty();
    }

    private static CrlFolder folder(ConfiguredPath crls) throws KeyFileException {
        try {
            return crls.written() ? CrlFolder.open(crls.path()) : CrlFolder.openIfThere(crls.path());
        } catch (KeyFileException e) {
            throw new KeyFileException(crls.place() + ": " + e.getMessage(), e);
        }
    }

    private static FetchSettings fetch(Fetch fetch, GatewaySettings.Trust trust)
            throws KeyFileException, ConfigurationException {
        List<String> hosts = fetch.hosts().isEmpty() ? NamedHosts.of(authorities(trust)) : fetch.hosts();
        if (hosts.isEmpty()) {
            throw new ConfigurationException(fetch.place() + ": true: no CA in "
                    + trust.anchors().path() + " and " + trust.intermediates().path()
                    + " names a host to fetch from (expected: the attribute hosts, such as"
                    + " hosts=\"crl.example.org\"; or false)");
        }
        return new FetchSettings(hosts, fetch.ocsp(), Optional.of(fetch.cache()));
    }

    private static List<X509Certificate> authorities(GatewaySettings.Trust trust) throws KeyFileException {
        return Stream.concat(trust.anchors().certificates().stream(), trust.intermediates().certificates().stream())
                .toList();
    }

    private static ConfigurationException hardWithoutSource(Revocation settings) {
        String attribute = settings.verify() == UnknownRevocation.HARD ? "verify" : "encrypt";
        return new ConfigurationException(settings.place() + "/@" + attribute + ": hard: no revocation lists in "
                + settings.crls().path() + ", so all mail would wait (expected: those of the CAs in that folder, or"
                + " fetch=\"true\"; or soft)");
    }
}
