package org.smimegate.admin.keys;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.smimegate.keys.keyring.EntryFilter;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which entries: the options {@code --state} and {@code --origin}. */
final class FilterOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--state", paramLabel = "STATE", description = "Only these: active, pending, rejected, superseded.")
    private @Nullable String state;

    @Option(names = "--origin", paramLabel = "ORIGIN", description = "Only these: manual, harvested, ldap.")
    private @Nullable String origin;

    /** @param text part of owner, name or subject; empty: any */
    EntryFilter filter(Optional<String> text) {
        return new EntryFilter(
                one("--state", state, State.values(), State::token),
                one("--origin", origin, Origin.values(), Origin::token),
                Optional.empty(),
                text);
    }

    private <T> Optional<T> one(String option, @Nullable String given, T[] values, Function<T, String> token) {
        if (given == null) {
            return Optional.empty();
        }
        Optional<T> found = Arrays.stream(values)
                .filter(value -> token.apply(value).equals(given))
                .findFirst();
        if (found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": " + given + " (expected: "
                            + Arrays.stream(values).map(token).collect(Collectors.joining(", ")) + ")");
        }
        return found;
    }
}
