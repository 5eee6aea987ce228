package org.smimegate.bench.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Prints where the CPU time of the server goes, for each route. */
final class Profiler {
    private static final int CONNECTIONS = 2;

    private final Server server;
    private final Load load;
    private final List<Route> routes;

    Profiler(Server server, Load load, List<Route> routes) {
        this.server = server;
        this.load = load;
        this.routes = routes;
    }

    interface Step {
        void run() throws Exception;
    }

    /**
     * @param warmUp done once more: the first recording of a JVM changes classes, which are then compiled anew
     * @param mails of each route
     */
    void run(Step warmUp, int mails) throws Exception {
        Path recording = Files.createTempFile("smimegate-bench", ".jfr");
        try {
            record(warmUp, recording);
            List<Map<String, Double>> columns = new ArrayList<>();
            for (Route route : routes) {
                columns.add(profile(route, mails, recording).micros());
            }
            print(columns);
        } finally {
            Files.delete(recording);
        }
    }

    private Profile profile(Route route, int mails, Path recording) throws Exception {
        ThreadTimes before = server.threadTimes();
        record(() -> load.throughput(route, CONNECTIONS, mails), recording);
        return Profile.of(recording, server.threadTimes().since(before), mails);
    }

    private void record(Step step, Path recording) throws Exception {
        server.startRecording();
        step.run();
        server.stopRecording(recording);
    }

    private void print(List<Map<String, Double>> columns) {
        System.out.printf(Locale.ROOT, "%n%-34s", "server CPU us for one mail");
        routes.forEach(route -> System.out.printf(Locale.ROOT, " %15s", route.name()));
        for (String row : columns.get(0).keySet()) {
            print(row, columns.stream().map(column -> column.getOrDefault(row, 0.0)));
        }
        print("all", columns.stream().map(Profiler::sum));
        System.out.println();
    }

    private static double sum(Map<String, Double> column) {
        return column.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void print(String name, Stream<Double> micros) {
        System.out.printf(Locale.ROOT, "%n%-34s", name);
        micros.forEach(value -> System.out.printf(Locale.ROOT, " %15.0f", value));
    }
}
