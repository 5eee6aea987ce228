package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code smimegate} as a process, as ./smimegate starts it. */
public final class CommandLine {
    private static final long LIMIT_SECONDS = 120;

    private final Path home;
    private final Path temp;

    private CommandLine(Path home, Path temp) {
        this.home = home;
        this.temp = temp;
    }

    /**
     * @param home the project's folder, or one that looks like it
     * @param temp its folder for temporary files
     */
    public static CommandLine of(Path home, Path temp) {
        return new CommandLine(home, temp);
    }

    /** Starts a command; what it says as an error is part of its output. */
    public Process start(Object... words) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsmimegate.home=" + home,
                "-Djava.io.tmpdir=" + temp,
                "-cp",
                classPath(),
                "org.smimegate.admin.Main"));
        Arrays.stream(words).map(Object::toString).forEach(line::add);
        try {
            return new ProcessBuilder(line).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that must end with exit status 0, and gives its output. */
    public String run(Object... words) {
        Process process = start(words);
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("smimegate " + Arrays.toString(words) + " did not end with 0:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private static String classPath() {
        Path admin = Project.file("admin/target");
        try {
            return admin.resolve("smimegate-cli.jar") + ":"
                    + Files.readString(admin.resolve("cli.classpath"), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
