package org.smimegate.admin.keys;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smimegate keys list}: what the key ring holds. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the entries of the key ring by owner, the newest first.")
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final FilterOptions which = new FilterOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        var filter = which.filter(Optional.empty());
        return config.open(gateway -> {
            gateway.keyRing().read(filter, new EntryTable(console, json.wanted()));
            return ExitStatus.DONE;
        });
    }
}
