package org.smimegate.admin.keys;

import java.util.List;
import org.smimegate.admin.console.JsonOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What all commands take that decide on entries. */
final class EntryOptions {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "ID|FINGERPRINT", description = "Which entries.")
    private List<String> words = List.of();

    ConfigOption config() {
        return config;
    }

    boolean json() {
        return json.wanted();
    }

    List<String> words() {
        return words;
    }
}
