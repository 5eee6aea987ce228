package org.smimegate.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM with little memory. */
public final class SmallJvm {
    private static final long TIMEOUT_SECONDS = 300;

    private SmallJvm() {}

    /**
     * Runs and gives what it printed.
     *
     * @param heap as {@code 96m}
     * @throws AssertionError it failed
     */
    public static String run(String heap, Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile("small-jvm", ".txt");
        try {
            int exitStatus = start(heap, main, arguments, said);
            String text = Files.readString(said);
            if (exitStatus != 0) {
                throw new AssertionError(
                        main.getSimpleName() + " with -Xmx" + heap + ": exit status " + exitStatus + "\n" + text);
            }
            return text;
        } finally {
            Files.delete(said);
        }
    }

    private static int start(String heap, Class<?> main, String[] arguments, Path said)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        line.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(line + ": no end after " + TIMEOUT_SECONDS + " s");
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
