package org.smimegate.admin.mail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.smimegate.admin.server.ServerFolder;
import org.smimegate.core.message.MessageSource;

/** A private temp folder (mode 0700) of one run, removed at its end. */
public final class WorkFolder implements Closeable {
    private final Path folder;
    private int files;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    public static WorkFolder create() throws IOException {
        return new WorkFolder(Files.createTempDirectory("smimegate-open-"));
    }

    /** A folder in it, made if it is not there. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Keeps a stream as a file, so that it can be read again. */
    MessageSource keep(InputStream in) throws IOException {
        Path file = newFile();
        Files.copy(in, file);
        return MessageSource.of(file);
    }

    /** A name for a file that is not there yet. */
    Path newFile() {
        return folder.resolve("message-" + ++files);
    }

    @Override
    public void close() throws IOException {
        ServerFolder.delete(folder);
    }
}
