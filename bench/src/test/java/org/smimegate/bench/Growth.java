package org.smimegate.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How cost grows: with recipients, with the size of a message, with the threads that work at once, with the key
 * ring. Prints tables, and draws them into docs/ as PNG.
 */
final class Growth {
    private static final List<String> OPERATIONS = List.of("sign", "encrypt", "sign and encrypt", "decrypt and verify");

    private final SmimegateEngine engine = new SmimegateEngine();
    private final long nanosEach;

    private Growth(boolean quick) throws Exception {
        this.nanosEach = quick ? 300_000_000L : 2_000_000_000L;
    }

    private interface Work {
        void run() throws Exception;
    }

    static void run(boolean quick) throws Exception {
        Growth growth = new Growth(quick);
        show(new Chart("Encrypt 4 KB", "recipients", "ms", growth.byRecipients()), "growth-recipients.png");
        show(new Chart("Cost by size", "KB", "ms", growth.bySize(quick)), "growth-size.png");
        show(new Chart("4 KB, RSA-2048", "threads", "messages a second", growth.byThreads()), "growth-threads.png");
        show(KeyRingGrowth.measure(quick), "growth-keyring.png");
    }

    private static void show(Chart chart, String file) throws IOException {
        chart.print();
        chart.draw(file);
    }

    private List<Line> byRecipients() throws Exception {
        byte[] message = Mails.ofSize(4096);
        Line line = Line.named("encrypt");
        for (int recipients : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
            line.add(recipients, millis(() -> engine.encrypt(message, recipients, OutputStream.nullOutputStream())));
        }
        return List.of(line);
    }

    private List<Line> bySize(boolean quick) throws Exception {
        List<Line> lines = OPERATIONS.stream().map(Line::named).toList();
        for (int kilobytes : quick ? new int[] {4, 64, 1024} : new int[] {4, 16, 64, 256, 1024, 4096, 16384, 102_400}) {
            List<Work> works = works(Mails.ofSize(kilobytes * 1024));
            for (int i = 0; i < works.size(); i++) {
                lines.get(i).add(kilobytes, millis(works.get(i)));
            }
        }
        return lines;
    }

    private List<Line> byThreads() throws Exception {
        List<Line> lines = OPERATIONS.stream().map(Line::named).toList();
        List<Work> works = works(Mails.ofSize(4096));
        for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
            for (int i = 0; i < works.size(); i++) {
                lines.get(i).add(threads, perSecond(works.get(i), threads));
            }
        }
        return lines;
    }

    private List<Work> works(byte[] message) throws Exception {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        engine.signAndEncrypt(message, both);
        byte[] arrived = both.toByteArray();
        return List.of(
                () -> engine.sign(message, OutputStream.nullOutputStream()),
                () -> engine.encrypt(message, 1, OutputStream.nullOutputStream()),
                () -> engine.signAndEncrypt(message, OutputStream.nullOutputStream()),
                () -> engine.decryptAndVerify(arrived, OutputStream.nullOutputStream()));
    }

    /** Elapsed time of one run, after as long a warm-up. */
    private double millis(Work work) throws Exception {
        repeat(work);
        long start = System.nanoTime();
        int runs = repeat(work);
        return (System.nanoTime() - start) / 1e6 / runs;
    }

    private double perSecond(Work work, int threads) throws Exception {
        repeat(work);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                runs.add(pool.submit((Callable<Integer>) () -> repeat(work)));
            }
            int all = 0;
            for (Future<Integer> one : runs) {
                all += one.get();
            }
            return all / ((System.nanoTime() - start) / 1e9);
        } finally {
            pool.shutdownNow();
        }
    }

    private int repeat(Work work) throws Exception {
        long end = System.nanoTime() + nanosEach;
        int runs = 0;
        do {
            work.run();
            runs++;
        } while (System.nanoTime() < end);
        return runs;
    }
}
