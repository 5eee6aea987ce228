package org.smimegate.keys.revocation;

import java.io.Closeable;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.security.auth.x500.X500Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.trust.OcspAnswer;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.core.trust.RevocationSource;
import org.smimegate.keys.KeyFileException;

/**
 * Fetches revocation lists and asks OCSP responders, of allowed hosts only, in threads of its own: who asks gets what is
 * in memory, at once. What is fetched is fetched again before its {@code nextUpdate}, as long as somebody asks for it,
 * and kept until its successor is there; what nobody asks for is kept until its {@code nextUpdate}. Thread-safe.
 */
public final class RevocationFetcher implements RevocationSource, Closeable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RevocationFetcher.class);
    private static final int THREADS = 2;
    private static final Shelf.Limits LISTS = new Shelf.Limits(1_000, ListErrand.ALL_BYTES, 1_000, Duration.ofDays(7));
    private static final Shelf.Limits ANSWERS = new Shelf.Limits(10_000, 16L << 20, 1_000, Duration.ofDays(1));

    private final AllowedUrls allowed;
    private final UnlistedHosts unlisted;
    private final boolean ocsp;
    private final Clock clock;
    private final Optional<CacheFolder> cache;
    private final ExecutorService workers;
    private final Shelf<ListPlace, RevocationList> lists = new Shelf<>(LISTS);
    private final Shelf<Asked, OcspAnswer> answers = new Shelf<>(ANSWERS);
    private final Errands<ListPlace, RevocationList> listErrands;
    private final Errands<Asked, OcspAnswer> answerErrands;

    /** @param workers what fetches; this one closes it */
    RevocationFetcher(FetchSettings settings, Network network, Clock clock, ExecutorService workers)
            throws KeyFileException {
        HttpFetch http = new HttpFetch(network);
        this.allowed = new AllowedUrls(settings.hosts(), network.ports());
        this.unlisted = new UnlistedHosts(settings.hosts());
        this.ocsp = settings.ocsp();
        this.clock = clock;
        this.workers = workers;
        this.cache = settings.cacheFolder().isPresent()
                ? Optional.of(CacheFolder.open(settings.cacheFolder().get()))
                : Optional.empty();
        this.listErrands = new Errands<>(lists, new ListErrand(http, lists, cache, clock), workers, clock);
        this.answerErrands = new Errands<>(answers, new AnswerErrand(http, answers, allowed, clock), workers, clock);
        restore();
    }

    /**
     * Ready, with what the cache folder holds.
     *
     * @throws KeyFileException the cache folder cannot be used; the message names it
     */
    public static RevocationFetcher open(FetchSettings settings) throws KeyFileException {
        ScheduledExecutorService threads = threads();
        RevocationFetcher fetcher = new RevocationFetcher(settings, Network.internet(), Clock.systemUTC(), threads);
        threads.scheduleWithFixedDelay(fetcher::look, 1, 1, TimeUnit.MINUTES);
        return fetcher;
    }

    /** None of them runs yet. */
    static ScheduledThreadPoolExecutor threads() {
        return new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread daemon = new Thread(work, "smime-revocation");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    private void restore() throws KeyFileException {
        if (cache.isPresent()) {
            Instant now = clock.instant();
            cache.get().read(allowed, now).forEach(list -> lists.restore(list.place(), list.holding(), now));
        }
    }

    @Override
    public Collection<RevocationList> listsOf(X500Principal issuer) {
        return lists.askForAll(list -> list.issuer().equals(issuer), clock.instant());
    }

    @Override
    public Collection<OcspAnswer> answersOn(X509Certificate certificate, X509Certificate issuer) {
        return ocsp
                ? answers.ask(new Asked(certificate, issuer), clock.instant()).stream()
                        .toList()
                : List.of();
    }

    @Override
    public void missing(X509Certificate certificate, X509Certificate issuer) {
        for (List<String> point : Pointers.lists(certificate)) {
            List<URI> urls = allowed.of(point.stream());
            if (!urls.isEmpty()) {
                listErrands.request(new ListPlace(urls, issuer));
            }
        }
        if (ocsp && !allowed.of(Pointers.responders(certificate).stream()).isEmpty()) {
            answerErrands.request(new Asked(certificate, issuer));
        }
        unlisted.tell(certificate);
    }

    private void look() {
        try {
            refresh();
        } catch (RuntimeException e) {
            // Our own bug must not end the thread.
            LOGGER.error("revocation lists: not looked after", e);
        }
    }

    /** Fetches again what is asked for and will soon be of no use, or could not be fetched. */
    void refresh() {
        listErrands.requestDue();
        answerErrands.requestDue();
        cache.ifPresent(folder -> folder.keepOnly(lists.keys()));
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
