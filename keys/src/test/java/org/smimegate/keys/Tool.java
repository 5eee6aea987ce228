package org.smimegate.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs foreign tools in a folder; a missing one or a failure fails the test. */
final class Tool {
    private static final Map<String, String> PACKAGES = Map.of(
            "openssl", "openssl",
            "certutil", "libnss3-tools",
            "pk12util", "libnss3-tools",
            "gpgsm", "gpgsm",
            "gpgconf", "gpgconf");
    private static final int SECONDS = 60;

    private Tool() {}

    static void run(Path folder, String... command) throws InterruptedException, IOException {
        runWithInput(folder, "", command);
    }

    /** What the tool writes to its output goes to the file {@code output} of the folder. */
    static void runWithInput(Path folder, String input, String... command) throws InterruptedException, IOException {
        Path said = folder.resolve("said");
        Process process = start(folder, said, command);
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + ": no end after " + SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(List.of(command) + " failed:\n" + Files.readString(said));
        }
    }

    private static Process start(Path folder, Path said, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(said.toFile());
        builder.environment().put("GNUPGHOME", folder.resolve("gnupg").toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + " does not run (expected: Debian package " + PACKAGES.get(command[0]) + " installed)",
                    e);
        }
    }
}
