package org.smimegate.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.smimegate.bench.gateway.GatewayBench;
import org.smimegate.core.cms.Providers;

/** Runs the benchmarks: see docs/benchmark.md for the arguments. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean quick = words.remove("quick");
        System.out.println("providers: " + Providers.selfTest() + " " + String.join("; ", Providers.warnings()));
        if (words.remove("keyring")) {
            KeyRingBench.run(quick);
        } else if (words.remove("gateway")) {
            GatewayBench.run(quick, words.remove("profile"));
        } else if (words.remove("openssl")) {
            OpenSslBench.run();
        } else if (words.remove("heap")) {
            HeapBench.run();
        } else if (words.remove("growth")) {
            Growth.run(quick);
        } else if (words.remove("guard")) {
            System.exit(Floors.check(Comparison.run(true, words)) ? 0 : 1);
        } else {
            System.out.print("\n" + Comparison.run(quick, words));
        }
    }
}
