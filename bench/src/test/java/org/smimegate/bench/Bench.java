package org.smimegate.bench;

import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints the ratios. Arguments: {@code quick} for 4 KB only, then operations to run; or {@code
 * keyring}, also with {@code quick}, for the key ring.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("keyring")) {
            KeyRingBench.run(Arrays.asList(arguments).contains("quick"));
        } else {
            compare(arguments);
        }
    }

    private static void compare(String[] arguments) throws RunnerException {
        boolean quick = arguments.length > 0 && arguments[0].equals("quick");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(quick ? 2 : 5))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(quick ? 1 : 4));
        if (quick) {
            options.param("bytes", "4096");
        }
        for (int i = quick ? 1 : 0; i < arguments.length; i++) {
            options.include("CryptoBenchmark\\." + arguments[i] + "$");
        }
        Collection<RunResult> runs = new Runner(options.build()).run();
        System.out.print("\n" + new RatioTable(runs));
    }
}
