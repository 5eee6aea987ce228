package org.smimegate.bench.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a batch over some connections that stay open, as fast as the server takes it or at a pace. */
final class Driver {
    private final int port;
    private final int connections;

    Driver(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /**
     * Returns when all have arrived.
     *
     * @param pace between two mails of the batch, whichever connection they take; zero for none
     */
    void run(Batch batch, Duration pace) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(connections);
        try {
            AtomicInteger next = new AtomicInteger();
            long start = System.nanoTime();
            List<Future<Boolean>> senders = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                senders.add(pool.submit((Callable<Boolean>) () -> send(batch, next, start, pace)));
            }
            for (Future<Boolean> sender : senders) {
                sender.get();
            }
            batch.await();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean send(Batch batch, AtomicInteger next, long start, Duration pace) throws Exception {
        try (Submission submission = new Submission(port)) {
            for (int number = next.getAndIncrement(); number < batch.mails(); number = next.getAndIncrement()) {
                byte[] data = batch.data(number);
                batch.start();
                waitUntil(start + number * pace.toNanos());
                submission.send(batch.route().from(), batch.route().to(), data);
                batch.accepted(number);
            }
        }
        return true;
    }

    private static void waitUntil(long time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
    }
}
