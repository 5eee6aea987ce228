package org.smimegate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import org.smimegate.core.cms.Providers;

/**
 * The least ratios that the engine must keep on 4 KB messages, recorded in floors.properties with room for noise: what
 * falls below has become slower by a third.
 */
final class Floors {
    private Floors() {}

    /** Prints each ratio beside its floor; false if one is below. */
    static boolean check(RatioTable table) throws IOException {
        boolean fast = !"SunRsaSign".equals(Providers.selfTest().get("RSA"));
        Properties floors = read();
        boolean kept = true;
        System.out.printf(Locale.ROOT, "%n%-14s %7s %7s%n", "operation", "ratio", "floor");
        for (var measured : table.ratios().entrySet()) {
            String floor = floors.getProperty((fast ? "native." : "jdk.") + measured.getKey());
            if (floor == null) {
                throw new IllegalStateException("floors.properties: no floor for " + measured.getKey());
            }
            boolean holds = measured.getValue() >= Double.parseDouble(floor);
            kept &= holds;
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %6.1fx %6sx%s%n",
                    measured.getKey(),
                    measured.getValue(),
                    floor,
                    holds ? "" : "  TOO SLOW");
        }
        return kept;
    }

    private static Properties read() throws IOException {
        Properties floors = new Properties();
        try (InputStream in = Floors.class.getResourceAsStream("floors.properties")) {
            floors.load(in);
        }
        return floors;
    }
}
