package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.KeyLookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smimegate keys search}: entries by a word, and what mail to an address would be encrypted to. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description =
                "Finds entries of the key ring. For an address it also asks the directories, as for mail, and says"
                        + " what would be encrypted to now, and why not.",
        footer = "%nExit status 1: nothing found; for an address: mail to it cannot be encrypted.")
final class SearchCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final FilterOptions which = new FilterOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "TEXT",
            description = "Part of owner, name or subject, the beginning of a fingerprint, or an address.")
    @SuppressWarnings("NullAway.Init") // required
    private String text;

    SearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        var filter = which.filter(Optional.of(text));
        return config.open(gateway -> {
            EntryTable table = new EntryTable(console, json.wanted());
            gateway.keyRing().read(filter, table);
            Optional<Address> address = Address.parse(text);
            if (address.isPresent()) {
                return report(address.get(), gateway.recipientKeys().find(address.get(), Instant.now()));
            }
            return table.isEmpty() ? ExitStatus.NO : ExitStatus.DONE;
        });
    }

    private int report(Address address, KeyLookup lookup) {
        LookupView view = LookupView.of(address, lookup);
        if (json.wanted()) {
            console.json(view.json());
        } else {
            console.line(view.line());
        }
        return view.status();
    }
}
