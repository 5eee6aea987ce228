package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smimegate keys reject}. */
@Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        description = "Never encrypts to these certificates, whatever messages bring them.",
        footer = "%nExit status 1: one of them is not in the key ring.")
final class RejectCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final EntryOptions options = new EntryOptions();

    RejectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        return new Deciding(console, options, "rejected")
                .run((decisions, entry) -> decisions.reject(entry, Instant.now()));
    }
}
