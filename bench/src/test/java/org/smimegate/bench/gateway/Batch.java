package org.smimegate.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Mails of one route, from the driver to the sink: each must arrive once, with the route's mark in its header. */
final class Batch {
    private static final int HEADER = 16 * 1024;
    private static final long PATIENCE_SECONDS = 60;
    private static final int SAMPLES = 3;
    private static final AtomicInteger BATCHES = new AtomicInteger();

    private final String prefix = "bench " + BATCHES.incrementAndGet() + " ";
    private final Route route;
    private final int mails;
    private final AtomicLongArray accepted;
    private final AtomicLongArray arrived;
    private final Semaphore arrivals = new Semaphore(0);
    private final Semaphore underWay;
    private final Map<Integer, byte[]> samples = new ConcurrentHashMap<>();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile String fault = "";

    /** @param atOnce the most mails that are between driver and sink at any time */
    Batch(Route route, int mails, int atOnce) {
        this.route = route;
        this.mails = mails;
        this.accepted = new AtomicLongArray(mails);
        this.arrived = new AtomicLongArray(mails);
        this.underWay = new Semaphore(atOnce);
    }

    Route route() {
        return route;
    }

    int mails() {
        return mails;
    }

    byte[] data(int number) {
        return route.data(prefix + number, number);
    }

    /** Waits while too many are under way. */
    void start() throws InterruptedException {
        if (!underWay.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing());
        }
    }

    void accepted(int number) {
        accepted.set(number, System.nanoTime());
    }

    /** At the sink. */
    void arrived(byte[] mail) {
        long now = System.nanoTime();
        String header = new String(mail, 0, Math.min(mail.length, HEADER), ISO_8859_1);
        header = header.substring(0, Math.max(0, header.indexOf("\r\n\r\n")) + 2);
        int number = number(header);
        if (number < 0 || number >= mails || !arrived.compareAndSet(number, 0, now)) {
            fault("came unasked or twice:\n" + header);
        } else if (!header.contains(route.mark())) {
            fault("lacks \"" + route.mark() + "\":\n" + header);
        }
        if (isSample(number)) {
            samples.put(number, mail);
        }
        underWay.release();
        arrivals.release();
    }

    private void fault(String what) {
        faults.incrementAndGet();
        fault = route.name() + ": " + what;
    }

    private int number(String header) {
        String field = "\r\nSubject: " + prefix;
        int start = header.indexOf(field);
        int end = header.indexOf("\r\n", start + 2);
        return start < 0 ? -1 : Integer.parseInt(header, start + field.length(), end, 10);
    }

    private boolean isSample(int number) {
        return number % Math.max(1, mails / SAMPLES) == 0;
    }

    /** Waits until as many mails have arrived as were sent. */
    void await() throws InterruptedException {
        for (int i = 0; i < mails; i++) {
            if (!arrivals.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(missing());
            }
        }
    }

    private String missing() {
        long there = Arrays.stream(times(arrived)).filter(time -> time != 0).count();
        return route.name() + ": " + there + " of " + mails + " mails arrived, then none for " + PATIENCE_SECONDS
                + " s";
    }

    /**
     * Looks at the samples.
     *
     * @return how many
     */
    int judge() throws Exception {
        if (faults.get() > 0) {
            throw new IllegalStateException(faults + " wrong mails; one of them: " + fault);
        }
        for (Map.Entry<Integer, byte[]> sample : samples.entrySet()) {
            route.judge().judge(sample.getValue(), route.entityOf(sample.getKey()));
        }
        return samples.size();
    }

    /** Milliseconds from the server's answer to the arrival, sorted. */
    double[] latencies() {
        double[] millis = new double[mails];
        for (int i = 0; i < mails; i++) {
            millis[i] = Math.max(0, arrived.get(i) - accepted.get(i)) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    /** When the last one arrived, by {@link System#nanoTime}. */
    long lastArrival() {
        return Arrays.stream(times(arrived)).max().orElseThrow();
    }

    private static long[] times(AtomicLongArray array) {
        long[] times = new long[array.length()];
        Arrays.setAll(times, array::get);
        return times;
    }
}
