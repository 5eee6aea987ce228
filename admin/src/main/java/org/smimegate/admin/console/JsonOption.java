package org.smimegate.admin.console;

import picocli.CommandLine.Option;

/** The option {@code --json}, which every command has. */
public final class JsonOption {
    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    public boolean wanted() {
        return json;
    }
}
