package org.smimegate.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Both engines side by side: a line for each operation and size. */
final class RatioTable {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Map<Case, Map<String, RunResult>> results = new LinkedHashMap<>();

    private record Case(String operation, String bytes) {}

    RatioTable(Collection<RunResult> runs) {
        for (RunResult run : runs) {
            BenchmarkParams params = run.getParams();
            String method =
                    params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
            results.computeIfAbsent(new Case(method, params.getParam("bytes")), c -> new LinkedHashMap<>())
                    .put(params.getParam("engine"), run);
        }
    }

    /** Of CPU time, by operation: how many times less we need. */
    Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        results.forEach(
                (key, runs) -> ratios.put(key.operation(), cpu(runs.get("bcmail")) / cpu(runs.get("smimegate"))));
        return ratios;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        line(table, "operation", "bytes", "cpu us", "bcmail", "ratio", "wall ratio", "kB/op", "bcmail");
        results.forEach((key, runs) -> {
            RunResult ours = runs.get("smimegate");
            RunResult theirs = runs.get("bcmail");
            if (ours != null && theirs != null) {
                line(table, key, ours, theirs);
            }
        });
        return table.toString();
    }

    private static void line(StringBuilder table, Case key, RunResult ours, RunResult theirs) {
        line(
                table,
                key.operation(),
                key.bytes(),
                number("%.0f", cpu(ours)),
                number("%.0f", cpu(theirs)),
                number("%.1fx", cpu(theirs) / cpu(ours)),
                number("%.1fx", wall(theirs) / wall(ours)),
                number("%.0f", allocated(ours) / 1024),
                number("%.0f", allocated(theirs) / 1024));
    }

    private static double cpu(RunResult run) {
        return secondary(run, CpuProfiler.CPU);
    }

    private static double wall(RunResult run) {
        return run.getPrimaryResult().getScore();
    }

    private static double allocated(RunResult run) {
        return secondary(run, ALLOCATED);
    }

    /** JMH puts a dot before the names of some profilers' results. */
    private static double secondary(RunResult run, String name) {
        Map<String, Result> results = run.getSecondaryResults();
        Result<?> result = results.getOrDefault(name, results.get("·" + name));
        return result == null ? Double.NaN : result.getScore();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static void line(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, "%-14s %9s %10s %10s %7s %11s %9s %9s%n", cells));
    }
}
