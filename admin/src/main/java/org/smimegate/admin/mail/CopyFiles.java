package org.smimegate.admin.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.core.message.MessageSource;

/** Where the protected copies of a message go: a file, a folder, or standard output if there is one copy only. */
final class CopyFiles {
    private static final String STDOUT = "-";

    private final Console console;
    private final @Nullable Path out;
    private final String inputName;
    private int written;

    CopyFiles(Console console, @Nullable Path out, Path input) {
        this.console = console;
        this.out = out;
        Path last = input.getFileName();
        this.inputName = last == null || last.toString().equals("-") ? "message.eml" : last.toString();
    }

    /** Whether the copies go to standard output, which leaves no room for a report. */
    boolean isStandardOutput() {
        return out == null;
    }

    void requireRoomFor(int copies) throws CannotRunException {
        if (out == null && copies > 1) {
            throw new CannotRunException("--out: none (expected: a folder, for there are " + copies + " copies)");
        }
    }

    /** Writes one copy and returns its file name. */
    String write(MessageSource content) throws IOException {
        written++;
        if (out == null) {
            content.copyTo(console.out());
            console.out().flush();
            return STDOUT;
        }
        Path file = file(out);
        try (OutputStream stream = Files.newOutputStream(file)) {
            content.copyTo(stream);
        }
        return file.toString();
    }

    private Path file(Path target) throws IOException {
        boolean folder = Files.isDirectory(target) || target.toString().endsWith("/");
        if (folder) {
            Files.createDirectories(target);
            return target.resolve(numbered(inputName));
        }
        return target.resolveSibling(numbered(target.getFileName().toString()));
    }

    private String numbered(String name) {
        return written == 1 ? name : ResultNames.numbered(name, written);
    }
}
