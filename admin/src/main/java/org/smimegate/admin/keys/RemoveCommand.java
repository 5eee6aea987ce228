package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smimegate keys remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Forgets entries; a message may bring them again.",
        footer = "%nExit status 1: one of them is not in the key ring.")
final class RemoveCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "ID|FINGERPRINT", description = "Which entries.")
    private List<String> words = List.of();

    RemoveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        return new Deciding(console, json.wanted(), "removed")
                .run(config, words, (decisions, entry) -> decisions.remove(entry, Instant.now()));
    }
}
