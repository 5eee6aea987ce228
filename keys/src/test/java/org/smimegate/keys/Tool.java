package org.smimegate.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a foreign tool; a missing one or a failure fails the test. */
final class Tool {
    private static final Map<String, String> PACKAGES =
            Map.of("openssl", "openssl", "certutil", "libnss3-tools", "pk12util", "libnss3-tools");

    private Tool() {}

    static String run(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + " cannot be run (expected: Debian package " + PACKAGES.get(command[0]) + ")", e);
        }
    }
}
