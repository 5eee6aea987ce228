package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smimegate keys remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Forgets entries; a message may bring them again.",
        footer = "%nExit status 1: one of them is not in the key ring.")
final class RemoveCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final EntryOptions options = new EntryOptions();

    RemoveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        return new Deciding(console, options, "removed")
                .run((decisions, entry) -> decisions.remove(entry, Instant.now()));
    }
}
