package org.smimegate.admin.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smimegate check}: every mistake of a James conf folder. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Reads a James conf folder as the server would, and names every mistake that keeps it from starting"
                        + " or lets mail out unprotected.",
        footer = {
            "%nExit status 0: no mistakes; 1: mistakes; 3: the folder cannot be read.",
            "smime.xml, mailetcontainer.xml and jvm.properties are read. No database is opened, no server asked."
        })
public final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "CONF_DIR", description = "The server's conf folder.")
    private Path folder = Path.of("");

    @Mixin
    private final JsonOption json = new JsonOption();

    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new CannotRunException(
                    folder + ": no folder that can be read (expected: the conf folder of a server)");
        }
        List<Mistake> mistakes = ConfCheck.run(folder);
        mistakes.forEach(this::print);
        TempFolderCheck.read(folder).remark().ifPresent(console::remark);
        if (!json.wanted()) {
            console.line(count(mistakes.size()));
        }
        return mistakes.isEmpty() ? ExitStatus.DONE : ExitStatus.NO;
    }

    private static String count(int mistakes) {
        return mistakes == 0 ? "no mistakes" : mistakes + (mistakes == 1 ? " mistake" : " mistakes");
    }

    private void print(Mistake mistake) {
        if (json.wanted()) {
            console.json(Map.of("file", mistake.file(), "line", mistake.line(), "mistake", mistake.text()));
        } else {
            console.line(mistake.toString());
        }
    }
}
