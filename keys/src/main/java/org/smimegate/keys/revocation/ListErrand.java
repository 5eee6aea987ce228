package org.smimegate.keys.revocation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.keys.revocation.Errands.Errand;

/** Fetches a revocation list, complete or delta. Whether it is to be believed is for others to say. */
final class ListErrand implements Errand<ListPlace, RevocationList> {
    /** A list takes up to ten times its bytes once it is read: all of them may take a sixth of the JVM's memory. */
    static final long ALL_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 60);

    static final int MAX_BYTES = (int) Math.min(32L << 20, ALL_BYTES);

    /** When a list without nextUpdate, which RFC 5280 section 5.1.2.5 forbids but X.509 allows, has a successor. */
    private static final Duration WITHOUT_NEXT_UPDATE = Duration.ofDays(7);

    /** A CA's clock may be ahead of ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

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
        return Alternatives.first(place.urls(), url -> fetch(place, url));
    }

    private Holding<RevocationList> fetch(ListPlace place, URI url) throws FetchException {
        byte[] der = http.get(url, MAX_BYTES);
        RevocationList list = RevocationList.ofDer(der, url.toString())
                .orElseThrow(() -> new FetchException("no revocation list (expected: one in DER)"));
        requireGenuine(list, place);
        cache.ifPresent(folder -> folder.write(place, der));
        return new Holding<>(list, url, der.length, until(list, clock.instant()));
    }

    static Instant until(RevocationList list, Instant fetched) {
        return list.nextUpdate().orElseGet(() -> fetched.plus(WITHOUT_NEXT_UPDATE));
    }

    /**
     * Somebody on the way must not be able to take back what became known, nor to fill the place with something else
     * first. So lists of other signers than the CA itself, which there are, must be put into the folder.
     */
    private void requireGenuine(RevocationList list, ListPlace place) throws FetchException {
        if (!list.isSignedBy(place.issuer().getPublicKey())) {
            throw new FetchException("a list of somebody else's (expected: signed with the key of the CA)");
        }
        if (list.thisUpdate().isAfter(clock.instant().plus(CLOCK_SKEW))) {
            throw new FetchException("a list that starts at " + list.thisUpdate());
        }
        if (shelf.held(place).filter(known -> isOlder(list, known)).isPresent()) {
            throw new FetchException("a list older than the one that is known");
        }
    }

    private static boolean isOlder(RevocationList list, RevocationList known) {
        return list.issuer().equals(known.issuer()) && list.thisUpdate().isBefore(known.thisUpdate());
    }
}
