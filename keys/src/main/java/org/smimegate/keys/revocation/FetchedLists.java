package org.smimegate.keys.revocation;

import java.nio.file.Files;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.core.trust.RevocationSource;
import org.smimegate.keys.KeyFileException;

/**
 * The lists that a {@link RevocationFetcher} of another process has in its cache folder. Read once; fetches nothing and
 * changes nothing.
 */
public final class FetchedLists implements RevocationSource {
    private final List<RevocationList> lists;

    private FetchedLists(List<RevocationList> lists) {
        this.lists = lists;
    }

    /**
     * Those that the fetcher would begin with; none if there is no folder.
     *
     * @throws KeyFileException the cache folder cannot be read; the message names it
     */
    public static FetchedLists of(FetchSettings settings) throws KeyFileException {
        return of(settings, Network.internet(), Clock.systemUTC());
    }

    static FetchedLists of(FetchSettings settings, Network network, Clock clock) throws KeyFileException {
        AllowedUrls allowed = new AllowedUrls(settings.hosts(), network.ports());
        return settings.cacheFolder().isPresent()
                        && Files.exists(settings.cacheFolder().get())
                ? of(CacheFolder.of(settings.cacheFolder().get()).lookAt(allowed, clock.instant()))
                : new FetchedLists(List.of());
    }

    private static FetchedLists of(List<CachedList> cached) {
        return new FetchedLists(
                cached.stream().map(list -> list.holding().value()).toList());
    }

    @Override
    public Collection<RevocationList> listsOf(X500Principal issuer) {
        return lists.stream().filter(list -> list.issuer().equals(issuer)).toList();
    }
}
