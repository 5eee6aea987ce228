package org.smimegate.keys.revocation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.keys.revocation.Errands.Errand;

/** Fetches a revocation list, complete or delta. Whether it is to be believed is for others to say. */
final class ListErrand implements Errand<ListPlace, RevocationList> {
    static final int MAX_BYTES = 32 << 20;

    /** How long a list without nextUpdate is kept, which RFC 5280 section 5.1.2.5 forbids but X.509 allows. */
    private static final Duration WITHOUT_NEXT_UPDATE = Duration.ofDays(7);

    private final HttpFetch http;
    private final Shelf<ListPlace, RevocationList> shelf;
    private final Optional<CacheFolder> cache;
    private final Clock clock;

    ListErrand(HttpFetch http, Shelf<ListPlace, RevocationList> shelf, Optional<CacheFolder> cache, Clock clock) {
        this.http = http;
        this.shelf = shelf;
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public Holding<RevocationList> run(ListPlace place) throws FetchException {
        List<String> failures = new ArrayList<>();
        for (URI url : place.urls()) {
            try {
                return fetch(place, url);
            } catch (FetchException e) {
                failures.add(failures.isEmpty() ? String.valueOf(e.getMessage()) : url + ": " + e.getMessage());
            }
        }
        throw new FetchException(String.join("; ", failures));
    }

    private Holding<RevocationList> fetch(ListPlace place, URI url) throws FetchException {
        byte[] der = http.get(url, MAX_BYTES);
        RevocationList list = RevocationList.ofDer(der, url.toString())
                .orElseThrow(() -> new FetchException("no revocation list (expected: one in DER)"));
        Instant now = clock.instant();
        Instant until = until(list, now);
        if (!now.isBefore(until)) {
            throw new FetchException("a list that was to be replaced at " + until);
        }
        if (isOlder(list, shelf.held(place, now))) {
            throw new FetchException("a list older than the one that is known");
        }
        cache.ifPresent(folder -> folder.write(place, der));
        return new Holding<>(list, der.length, until);
    }

    static Instant until(RevocationList list, Instant fetched) {
        return list.nextUpdate().orElseGet(() -> fetched.plus(WITHOUT_NEXT_UPDATE));
    }

    /** Somebody on the way must not be able to take back what became known. */
    private static boolean isOlder(RevocationList list, Optional<RevocationList> held) {
        return held.filter(known -> known.issuer().equals(list.issuer()))
                .filter(known -> list.thisUpdate().isBefore(known.thisUpdate()))
                .isPresent();
    }
}
