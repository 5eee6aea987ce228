package org.smimegate.admin.keys;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.EntryFilter;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.text.EntryWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smimegate keys export}: the key ring as one text file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the key ring as one PEM text file, which keys import and other programs read.")
final class ExportCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final FilterOptions which = new FilterOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = STANDARD_OUTPUT,
            description = "A new file, made with mode 0600; - is the standard output (default).")
    private String file = STANDARD_OUTPUT;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        EntryFilter filter = which.filter(Optional.empty());
        boolean toFile = !file.equals(STANDARD_OUTPUT);
        if (!toFile && json.wanted()) {
            throw new ParameterException(spec.commandLine(), "--json: without FILE (expected: a FILE for the keys)");
        }
        return config.open(gateway -> {
            long count = toFile ? writeFile(gateway.keyRing(), filter) : writeOut(gateway.keyRing(), filter);
            report(count);
            return ExitStatus.DONE;
        });
    }

    private long writeFile(KeyRing ring, EntryFilter filter) throws CannotRunException, DirectoryUnavailableException {
        Path path = Path.of(file);
        OutputStream out = create(path);
        boolean complete = false;
        try (out) {
            long count = write(ring, filter, out);
            complete = true;
            return count;
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            if (!complete) {
                discard(path);
            }
        }
    }

    private OutputStream create(Path path) throws CannotRunException {
        try {
            return Channels.newOutputStream(Files.newByteChannel(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
        } catch (FileAlreadyExistsException e) {
            throw new CannotRunException(file + ": exists (expected: the name of a new file)", e);
        } catch (NoSuchFileException e) {
            throw new CannotRunException(file + ": no such folder", e);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void discard(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            console.remark(file + ": incomplete, and cannot be removed: " + e.getMessage());
        }
    }

    private long writeOut(KeyRing ring, EntryFilter filter) throws CannotRunException, DirectoryUnavailableException {
        try {
            long count = write(ring, filter, console.out());
            if (console.out().checkError()) {
                throw new CannotRunException("standard output: cannot be written");
            }
            return count;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static long write(KeyRing ring, EntryFilter filter, OutputStream out)
            throws DirectoryUnavailableException, IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        EntryWriter writer = new EntryWriter(text);
        try {
            ring.read(filter, entry -> {
                try {
                    writer.write(entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.finish();
        return writer.count();
    }

    private void report(long count) {
        if (json.wanted()) {
            console.json(Map.of("file", file, "entries", count));
        } else if (file.equals(STANDARD_OUTPUT)) {
            console.remark(count + " entries exported");
        } else {
            console.line(file + ": " + count + " entries exported");
        }
    }

    private CannotRunException unwritable(IOException e) {
        return new CannotRunException(file + ": cannot be written: " + e.getMessage(), e);
    }
}
