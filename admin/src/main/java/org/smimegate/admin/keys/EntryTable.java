package org.smimegate.admin.keys;

import java.util.function.Consumer;
import org.smimegate.admin.console.Console;
import org.smimegate.keys.keyring.KeyEntry;

/** Prints entries as they come: a table for people, or JSON. */
final class EntryTable implements Consumer<KeyEntry> {
    private final Console console;
    private final boolean json;
    private long count;

    EntryTable(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    @Override
    public void accept(KeyEntry entry) {
        if (json) {
            console.json(EntryView.json(entry));
        } else {
            if (count == 0) {
                console.line(EntryView.header());
            }
            console.line(EntryView.line(entry));
        }
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
