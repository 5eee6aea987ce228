package org.smimegate.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs foreign tools in a folder; a missing one or a failure fails the test. */
public final class ForeignTool {
    private static final Map<String, String> PACKAGES =
            Map.of("certutil", "libnss3-tools", "pk12util", "libnss3-tools");

    private ForeignTool() {}

    /** What it printed. */
    public static String run(Path folder, String tool, Object... args) throws IOException, InterruptedException {
        return runWithInput(folder, "", tool, args);
    }

    public static String runWithInput(Path folder, String input, String tool, Object... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool));
        Arrays.stream(args).map(String::valueOf).forEach(command::add);
        Process process = start(folder, tool, command);
        process.getOutputStream().write(input.getBytes(UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError(command + " ended with " + status + ":\n" + output);
        }
        return output;
    }

    private static Process start(Path folder, String tool, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("GNUPGHOME", folder.resolve("gnupg").toString());
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "this test needs " + tool + ": apt-get install " + PACKAGES.getOrDefault(tool, tool), e);
        }
    }
}
