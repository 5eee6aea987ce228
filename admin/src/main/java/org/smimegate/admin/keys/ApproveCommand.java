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
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "ID|FINGERPRINT", description = "Which entries.")
    private List<String> words = List.of();

    ApproveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        return new Deciding(console, json.wanted(), "approved")
                .run(
                        config,
                        words,
                        Selection::ofOneOwner,
                        (decisions, entry) -> decisions.approve(entry, Instant.now()));
    }
}
