package org.smimegate.admin.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.gateway.Gateway;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.text.Item;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smimegate keys import}: many keys from files. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Reads exports of a key ring, with everything they say, and any other PEM files: their certificates"
                        + " are added as by keys add, for those in their SAN.",
        footer = "%nExit status 1: something in the files could not be used; the rest is stored.")
final class ImportCommand implements Callable<Integer> {
    private static final int PROGRESS = 10_000;

    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "PEM files.")
    private List<Path> files = List.of();

    @Option(names = "--strict", description = "Store nothing if anything in the files cannot be used.")
    private boolean strict;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        for (Path file : files) {
            open(file).close();
        }
        return config.open(gateway -> {
            if (strict && !isAllFit(gateway)) {
                console.remark("nothing stored (--strict)");
                return ExitStatus.NO;
            }
            boolean all = true;
            for (Path file : files) {
                all &= load(file, gateway);
            }
            return all ? ExitStatus.DONE : ExitStatus.NO;
        });
    }

    private boolean isAllFit(Gateway gateway) throws CannotRunException, IOException {
        long broken = 0;
        for (Path file : files) {
            try (KeyFile entries = read(file, gateway)) {
                entries.forEachRemaining(entry -> {});
                broken += entries.broken();
            } catch (UncheckedIOException e) {
                throw unreadable(file, e);
            }
        }
        return broken == 0;
    }

    /** @return whether everything in it could be used */
    private boolean load(Path file, Gateway gateway)
            throws CannotRunException, DirectoryUnavailableException, IOException {
        try (KeyFile entries = read(file, gateway)) {
            Progress progress = new Progress(file);
            long stored = gateway.keyRing().load(entries, Actor.name(), Instant.now(), progress::told);
            report(file, stored, entries);
            return entries.broken() == 0;
        } catch (UncheckedIOException e) {
            throw unreadable(file, e);
        }
    }

    private KeyFile read(Path file, Gateway gateway) throws CannotRunException {
        return new KeyFile(open(file), gateway.settings().policy(), Instant.now(), broken -> report(file, broken));
    }

    private static InputStream open(Path file) throws CannotRunException {
        if (!Files.isRegularFile(file)) {
            throw new CannotRunException(file + ": " + (Files.exists(file) ? "not a file" : "no such file"));
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CannotRunException unreadable(Path file, Exception e) {
        return new CannotRunException(file + ": cannot be read: " + e.getMessage(), e);
    }

    private void report(Path file, Item.Broken broken) {
        if (json.wanted()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("file", file.toString());
            object.put("line", broken.line());
            object.put("error", broken.problem());
            console.json(object);
        } else {
            console.remark(file + ": line " + broken.line() + ": " + broken.problem());
        }
    }

    private void report(Path file, long stored, KeyFile entries) {
        if (json.wanted()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("file", file.toString());
            object.put("stored", stored);
            object.put("broken", entries.broken());
            object.put("authorities", entries.authorities());
            console.json(object);
        } else {
            console.line(file + ": " + stored + " entries stored, " + entries.broken() + " places not usable, "
                    + entries.authorities() + " certificates of CAs left out");
        }
    }

    /** A line now and then. */
    private final class Progress {
        private final Path file;
        private long next = PROGRESS;

        Progress(Path file) {
            this.file = file;
        }

        void told(long stored) {
            if (stored >= next) {
                console.remark(file + ": " + stored + " entries stored so far");
                next = stored - stored % PROGRESS + PROGRESS;
            }
        }
    }
}
