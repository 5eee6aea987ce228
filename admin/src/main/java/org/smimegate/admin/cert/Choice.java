package org.smimegate.admin.cert;

import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the value of an option that is one of a few words. */
final class Choice {
    private Choice() {}

    static KeyType keyType(CommandSpec spec, String option, String text) {
        return of(spec, option, text, KeyType::ofToken, KeyType.tokens());
    }

    static KeyUse keyUse(CommandSpec spec, String option, String text) {
        return of(spec, option, text, KeyUse::ofToken, KeyUse.tokens());
    }

    private static <T> T of(
            CommandSpec spec, String option, String text, Function<String, Optional<T>> reader, String words) {
        return reader.apply(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), option + ": " + text + " (expected: " + words + ")"));
    }
}
