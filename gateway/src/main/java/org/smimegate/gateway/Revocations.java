package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.smimegate.core.trust.RevocationChecking;
import org.smimegate.core.trust.RevocationSource;
import org.smimegate.gateway.GatewaySettings.Revocation;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.revocation.FetchSettings;
import org.smimegate.keys.revocation.FetchedLists;
import org.smimegate.keys.revocation.RevocationFetcher;
import org.smimegate.keys.revocation.RevocationSources;

/**
 * What the gateway knows of revoked certificates, and for which uses it must know.
 *
 * @param fetched closed with this, if it can be
 */
record Revocations(Revocation settings, RevocationPlan plan, RevocationSource fetched) implements Closeable {
    /**
     * Reads the lists that are there.
     *
     * @throws ConfigurationException as {@link RevocationPlan#of}
     */
    static Revocations open(GatewaySettings.Trust trust, Fetching fetching)
            throws KeyFileException, ConfigurationException {
        RevocationPlan plan = RevocationPlan.of(trust);
        RevocationSource fetched = plan.fetch().isPresent()
                ? fetched(plan.fetch().get(), fetching, trust.revocation().place())
                : RevocationSource.NONE;
        return new Revocations(trust.revocation(), plan, fetched);
    }

    private static RevocationSource fetched(FetchSettings settings, Fetching fetching, String place)
            throws KeyFileException {
        try {
            return switch (fetching) {
                case BY_ITSELF -> RevocationFetcher.open(settings);
                case BY_A_SERVER -> FetchedLists.of(settings);
            };
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
        RevocationSource all = new RevocationSources(List.of(plan.folder(), fetched));
        return new RevocationChecking(all, settings.demanded());
    }

    @Override
    public void close() throws IOException {
        if (fetched instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
