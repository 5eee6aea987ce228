package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smimegate keys approve}. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description =
                "Makes entries active and pinned: they need no path to a trusted CA. Other entries of their owners that"
                        + " no administrator added are superseded.",
        footer = "%nExit status 1: one of them is not in the key ring.")
final class ApproveCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final EntryOptions options = new EntryOptions();

    ApproveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        return new Deciding(console, options, "approved")
                .run(Selection::ofOneOwner, (decisions, entry) -> decisions.approve(entry, Instant.now()));
    }
}
