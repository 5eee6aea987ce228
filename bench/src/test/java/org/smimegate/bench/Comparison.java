package org.smimegate.bench;

import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs both engines, each operation in a JVM of its own. */
final class Comparison {
    private Comparison() {}

    /**
     * @param quick only 4 KB
     * @param operations none for all
     */
    static RatioTable run(boolean quick, List<String> operations) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(4))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(quick ? 2 : 4));
        if (quick) {
            options.param("bytes", "4096");
        }
        operations.forEach(operation -> options.include("CryptoBenchmark\\." + operation + "$"));
        if (operations.isEmpty()) {
            options.include("CryptoBenchmark\\.");
        }
        return new RatioTable(new Runner(options.build()).run());
    }
}
