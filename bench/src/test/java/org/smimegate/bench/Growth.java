package org.smimegate.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * How cost grows: with recipients, with the size of a message, with the threads that work at once. Prints tables, and
 * draws them into docs/ as PNG.
 */
final class Growth {
    private static final String[] OPERATIONS = {"sign", "encrypt", "sign and encrypt", "decrypt and verify"};

    private final SmimegateEngine engine = new SmimegateEngine();
    private final long nanosEach;

    private Growth(boolean quick) throws Exception {
        this.nanosEach = quick ? 300_000_000L : 2_000_000_000L;
    }

    private interface Work {
        void run() throws Exception;
    }

    /** A measured line: for each x the milliseconds an operation took. */
    private record Line(String name, List<Double> x, List<Double> y) {
        static Line named(String name) {
            return new Line(name, new ArrayList<>(), new ArrayList<>());
        }

        void add(double at, double value) {
            x.add(at);
            y.add(value);
        }
    }

    static void run(boolean quick) throws Exception {
        Growth growth = new Growth(quick);
        Path docs = Path.of("docs");
        draw(docs.resolve("growth-recipients.png"), "Encrypt 4 KB", "recipients", "ms", List.of(growth.byRecipients()));
        draw(docs.resolve("growth-size.png"), "Cost by size", "KB", "ms", growth.bySize(quick));
        draw(docs.resolve("growth-threads.png"), "4 KB, RSA-2048", "threads", "messages a second", growth.byThreads());
    }

    private Line byRecipients() throws Exception {
        byte[] message = Mails.ofSize(4096);
        Line line = Line.named("encrypt");
        for (int recipients : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
            line.add(recipients, millis(() -> engine.encrypt(message, recipients, OutputStream.nullOutputStream())));
        }
        print("recipients", List.of(line));
        return line;
    }

    private List<Line> bySize(boolean quick) throws Exception {
        List<Line> lines = IntStream.range(0, OPERATIONS.length)
                .mapToObj(i -> Line.named(OPERATIONS[i]))
                .toList();
        for (int kilobytes : quick ? new int[] {4, 64, 1024} : new int[] {4, 16, 64, 256, 1024, 4096, 16384, 102_400}) {
            List<Work> works = works(Mails.ofSize(kilobytes * 1024));
            for (int i = 0; i < works.size(); i++) {
                lines.get(i).add(kilobytes, millis(works.get(i)));
            }
        }
        print("KB", lines);
        return lines;
    }

    private List<Line> byThreads() throws Exception {
        List<Line> lines = IntStream.range(0, OPERATIONS.length)
                .mapToObj(i -> Line.named(OPERATIONS[i]))
                .toList();
        List<Work> works = works(Mails.ofSize(4096));
        for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
            for (int i = 0; i < works.size(); i++) {
                lines.get(i).add(threads, perSecond(works.get(i), threads));
            }
        }
        print("threads", lines);
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

    private static void print(String x, List<Line> lines) {
        System.out.printf(Locale.ROOT, "%n%-12s", x);
        lines.forEach(line -> System.out.printf(Locale.ROOT, " %20s", line.name()));
        for (int i = 0; i < lines.get(0).x().size(); i++) {
            System.out.printf(Locale.ROOT, "%n%-12.0f", lines.get(0).x().get(i));
            for (Line line : lines) {
                System.out.printf(Locale.ROOT, " %20.2f", line.y().get(i));
            }
        }
        System.out.println();
    }

    private static void draw(Path file, String title, String x, String y, List<Line> lines) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        boolean wide = lines.get(0).x().size() > 2;
        chart.getStyler().setXAxisLogarithmic(wide).setYAxisLogarithmic(wide);
        if (!wide) {
            chart.getStyler().setYAxisMin(0.0);
        }
        lines.forEach(line -> chart.addSeries(line.name(), line.x(), line.y()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
