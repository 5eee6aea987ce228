package org.smimegate.admin.cert;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a certificate is valid. */
final class ValidityOption {
    private static final int MAX_DAYS = 36_500;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "730",
            description = "How long it is valid; default: ${DEFAULT-VALUE}.")
    private int days;

    Duration validity() {
        if (days < 1 || days > MAX_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days: " + days + " (expected: 1 to " + MAX_DAYS + ")");
        }
        return Duration.ofDays(days);
    }
}
