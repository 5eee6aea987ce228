package org.smimegate.gateway;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.trust.RevocationChecking;
import org.smimegate.core.trust.RevocationSource;
import org.smimegate.gateway.GatewaySettings.Revocation;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.revocation.FetchSettings;
import org.smimegate.keys.revocation.RevocationFetcher;
import org.smimegate.keys.revocation.RevocationSources;

/**
 * What the gateway knows of revoked certificates, and for which uses it must know.
 *
 * @param fetcher empty: nothing is fetched
 */
record Revocations(Revocation settings, RevocationPlan plan, Optional<RevocationFetcher> fetcher) implements Closeable {
    /**
     * Reads the lists that are there and begins to fetch, if that is switched on.
     *
     * @throws ConfigurationException as {@link RevocationPlan#of}
     */
    static Revocations open(GatewaySettings.Trust trust) throws KeyFileException, ConfigurationException {
        RevocationPlan plan = RevocationPlan.of(trust);
        Optional<RevocationFetcher> fetcher = plan.fetch().isPresent()
                ? Optional.of(fetcher(plan.fetch().get(), trust.revocation().place()))
                : Optional.empty();
        return new Revocations(trust.revocation(), plan, fetcher);
    }

    private static RevocationFetcher fetcher(FetchSettings settings, String place) throws KeyFileException {
        try {
            return RevocationFetcher.open(settings);
        } catch (KeyFileException e) {
            throw new KeyFileException(place + "/@fetch: " + e.getMessage(), e);
        }
    }

    /** How many lists are in the folder now. */
    int size() {
        return plan.folder().size();
    }

    /** From which hosts something may be fetched. */
    List<String> hosts() {
        return plan.fetch().map(FetchSettings::hosts).orElse(List.of());
    }

    RevocationChecking checking() {
        List<RevocationSource> sources = new ArrayList<>(List.of(plan.folder()));
        fetcher.ifPresent(sources::add);
        return new RevocationChecking(new RevocationSources(sources), settings.demanded());
    }

    @Override
    public void close() {
        fetcher.ifPresent(RevocationFetcher::close);
    }
}
