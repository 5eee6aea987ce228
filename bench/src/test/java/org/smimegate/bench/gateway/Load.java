package org.smimegate.bench.gateway;

import java.time.Duration;

/** Sends batches to the server, judges what arrives and measures what it takes. */
final class Load {
    /** Keeps the server busy and its queues short. */
    private static final int AT_ONCE = 64;

    private final Server server;
    private final Arrivals arrivals;
    private int mails;
    private int judged;

    Load(Server server, Arrivals arrivals) {
        this.server = server;
        this.arrivals = arrivals;
    }

    /** How many mails were sent so far, all of which arrived. */
    int mails() {
        return mails;
    }

    /** How many of them were looked at closely. */
    int judged() {
        return judged;
    }

    /** As fast as the server takes them. */
    Measured throughput(Route route, int connections, int number) throws Exception {
        Batch batch = new Batch(route, number, AT_ONCE);
        Duration server0 = server.cpu();
        Duration others0 = ownCpu();
        long start = System.nanoTime();
        send(batch, connections, Duration.ZERO);
        Duration elapsed = Duration.ofNanos(batch.lastArrival() - start);
        Measured measured = new Measured(number, elapsed, server.cpu().minus(server0), ownCpu().minus(others0));
        judge(batch);
        return measured;
    }

    /**
     * At a pace, whatever the server does.
     *
     * @return milliseconds from acceptance to arrival, sorted
     */
    double[] latencies(Route route, int connections, int number, double perSecond) throws Exception {
        Batch batch = new Batch(route, number, number);
        send(batch, connections, Duration.ofNanos((long) (1e9 / perSecond)));
        judge(batch);
        return batch.latencies();
    }

    private void send(Batch batch, int connections, Duration pace) throws Exception {
        arrivals.expect(batch);
        new Driver(server.port(), connections).run(batch, pace);
        mails += batch.mails();
    }

    private void judge(Batch batch) throws Exception {
        judged += batch.judge();
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
