package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.keys.keyring.KeyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smimegate keys show}: everything about entries. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows everything about entries: the certificate, whether it is fit to be encrypted to now and if"
                + " not, why, and its history.",
        footer = "%nExit status 1: it is not in the key ring.")
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID|FINGERPRINT|ADDRESS|DOMAIN", description = "Which entries.")
    @SuppressWarnings("NullAway.Init") // required
    private String word;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        return config.open(gateway -> {
            Selection selection = Selection.ofAny(word, gateway.keyRing());
            if (selection.entries().isEmpty()) {
                console.remark(selection.problem());
                return ExitStatus.NO;
            }
            for (KeyEntry entry : selection.entries()) {
                show(EntryDetails.of(entry, gateway, Instant.now()));
            }
            return ExitStatus.DONE;
        });
    }

    private void show(EntryDetails details) {
        if (json.wanted()) {
            console.json(details.json());
        } else {
            details.lines().forEach(console::line);
        }
    }
}
