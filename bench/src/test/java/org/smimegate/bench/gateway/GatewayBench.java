package org.smimegate.bench.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.smimegate.bench.TempFolder;
import org.smimegate.it.harness.SmtpSink;

/** A real James process under load: plain relay, sign and encrypt, decrypt and verify, side by side in one run. */
public final class GatewayBench {
    private static final int[] CONNECTIONS = {2, 8};

    private final Load load;
    private final Server server;
    private final List<Route> routes;
    private final Size size;

    /**
     * How much is sent.
     *
     * @param warmUp mails of each route before anything is measured
     * @param mails of each route in a round
     * @param paced mails of each route whose latency is measured
     */
    private record Size(int warmUp, int mails, int rounds, int paced) {
        static Size of(boolean quick) {
            return quick ? new Size(300, 200, 1, 100) : new Size(4000, 1000, 3, 500);
        }
    }

    private GatewayBench(Server server, Load load, List<Route> routes, Size size) {
        this.server = server;
        this.load = load;
        this.routes = routes;
        this.size = size;
    }

    /**
     * @param quick few mails, one minute
     * @param profile prints where the CPU time goes in place of what there is of it
     */
    public static void run(boolean quick, boolean profile) throws Exception {
        try (TempFolder folder = TempFolder.make()) {
            run(folder.path(), quick, profile);
        }
    }

    private static void run(Path folder, boolean quick, boolean profile) throws Exception {
        Arrivals arrivals = new Arrivals();
        Correspondents people = new Correspondents(Files.createDirectory(folder.resolve("openssl")));
        Optional<Path> nativeProvider = Optional.ofNullable(System.getProperty("smimegate.native"))
                .map(jar -> Path.of(jar).toAbsolutePath());
        try (SmtpSink sink = SmtpSink.options().handingTo(arrivals).start();
                Server server = Server.start(folder.resolve("james"), people, sink.port(), nativeProvider)) {
            System.out.println("server: " + server.providers());
            Load load = new Load(server, arrivals);
            load.throughput(people.harvest(), 1, 1);
            List<Route> routes = List.of(people.plain(), people.protect(), people.open());
            new GatewayBench(server, load, routes, Size.of(quick)).run(profile);
        }
    }

    private void run(boolean profile) throws Exception {
        warmUp();
        if (profile) {
            new Profiler(server, load, routes).run(this::warmUp, size.mails() * size.rounds());
        } else {
            measure();
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d mails sent, all of them arrived once; %d samples were right%n",
                load.mails(),
                load.judged());
    }

    private void warmUp() throws Exception {
        for (Route route : routes) {
            load.throughput(route, CONNECTIONS[0], size.warmUp());
        }
    }

    private void measure() throws Exception {
        System.out.println("server heap after garbage collection");
        printHeap();
        for (int connections : CONNECTIONS) {
            Map<Route, Measured> results = throughput(connections);
            printThroughput(connections, results);
            printLatencies(connections, results);
        }
    }

    /** The routes take turns, so that other load on the machine meets all of them. */
    private Map<Route, Measured> throughput(int connections) throws Exception {
        Map<Route, Measured> results = new LinkedHashMap<>();
        for (int round = 0; round < size.rounds(); round++) {
            for (Route route : routes) {
                results.merge(route, load.throughput(route, connections, size.mails()), Measured::plus);
            }
            printHeap();
        }
        return results;
    }

    private void printHeap() {
        System.out.printf(Locale.ROOT, "  %,7d mails  %,8d KB%n", load.mails(), server.heap() >> 10);
    }

    private void printThroughput(int connections, Map<Route, Measured> results) {
        Measured plain = results.getOrDefault(routes.get(0), Measured.NOTHING);
        System.out.printf(
                Locale.ROOT,
                "%n%-15s %8s %6s %14s %6s %14s%n",
                connections + " connections",
                "mails/s",
                "ratio",
                "server CPU ms",
                "ratio",
                "others CPU ms");
        results.forEach((route, measured) -> System.out.printf(
                Locale.ROOT,
                "%-15s %8.1f %5.0f%% %14.2f %5.0f%% %14.2f%n",
                route.name(),
                measured.perSecond(),
                100 * measured.perSecond() / plain.perSecond(),
                measured.serverMillis(),
                100 * plain.serverMillis() / measured.serverMillis(),
                measured.othersMillis()));
    }

    private void printLatencies(int connections, Map<Route, Measured> results) throws Exception {
        System.out.printf(
                Locale.ROOT, "%-15s %8s %8s %8s %8s%n", "at half of it", "mails/s", "50 % ms", "99 % ms", "max ms");
        for (Route route : routes) {
            double pace = results.getOrDefault(route, Measured.NOTHING).perSecond() / 2;
            double[] millis = load.latencies(route, connections, size.paced(), pace);
            System.out.printf(
                    Locale.ROOT,
                    "%-15s %8.1f %8.1f %8.1f %8.1f%n",
                    route.name(),
                    pace,
                    millis[millis.length / 2],
                    millis[millis.length * 99 / 100],
                    millis[millis.length - 1]);
        }
    }
}
