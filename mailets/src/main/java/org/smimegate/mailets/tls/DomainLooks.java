package org.smimegate.mailets.tls;

import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.james.dnsservice.api.TemporaryResolutionException;
import org.smimegate.matchers.Boundary;

/**
 * What TLS the servers of domains have, looked at once and remembered. Few looks run at a time, few wait, few domains are
 * remembered: what exceeds that is not known. Thread-safe.
 */
public final class DomainLooks implements Closeable {
    private static final int AT_A_TIME = 4;
    private static final int WAITING = 200;
    private static final int REMEMBERED = 10_000;
    private static final int MAX_SERVERS = 5;
    private static final Duration GOOD = Duration.ofHours(1);
    private static final Duration OTHER = Duration.ofMinutes(5);

    /** The servers of a domain. */
    public interface Servers {
        List<MailServer> of(String domain) throws TemporaryResolutionException;
    }

    private final Servers servers;
    private final MailServer.Look look;
    private final Clock clock;
    private final ExecutorService threads = threads();
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > REMEMBERED;
        }
    };

    public DomainLooks(Servers servers, MailServer.Look look, Clock clock) {
        this.servers = servers;
        this.look = look;
        this.clock = clock;
    }

    private record Remembered(CompletableFuture<DomainTls> tls, Instant since) {
        boolean isOld(Instant now) {
            boolean good = tls.getNow(DomainTls.VERIFIED) == DomainTls.VERIFIED;
            return since.plus(good ? GOOD : OTHER).isBefore(now);
        }
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                AT_A_TIME, AT_A_TIME, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "smimegate-tls-look");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Begins to look at a domain that will be asked for soon. */
    public void begin(String domain) {
        remembered(domain);
    }

    /** Waits for the look, but not longer than that. */
    public DomainTls wait(String domain, Duration patience) {
        try {
            return remembered(domain).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return DomainTls.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DomainTls.UNKNOWN;
        }
    }

    /** Does not wait; {@code then} is told later, on a thread of its own, or at once. */
    public void tell(String domain, Consumer<DomainTls> then) {
        remembered(domain).thenAccept(then);
    }

    private synchronized CompletableFuture<DomainTls> remembered(String domain) {
        Instant now = clock.instant();
        Remembered known = remembered.get(domain);
        if (known != null && !known.isOld(now)) {
            return known.tls();
        }
        try {
            CompletableFuture<DomainTls> tls = CompletableFuture.supplyAsync(() -> look(domain), threads);
            remembered.put(domain, new Remembered(tls, now));
            return tls;
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(DomainTls.UNKNOWN);
        }
    }

    private DomainTls look(String domain) {
        return Boundary.guard(() -> best(servers.of(domain)), trouble -> DomainTls.UNKNOWN);
    }

    /** Ends at the first server that is good enough for everybody. */
    private DomainTls best(List<MailServer> all) {
        if (all.isEmpty()) {
            return DomainTls.UNKNOWN;
        }
        DomainTls best = all.size() > MAX_SERVERS ? DomainTls.UNKNOWN : DomainTls.NONE;
        for (int i = 0; i < Math.min(all.size(), MAX_SERVERS) && best != DomainTls.VERIFIED; i++) {
            best = best.best(look.at(all.get(i)));
        }
        return best;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
