package org.smimegate.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The foreign tool: Debian's openssl. */
public final class OpenSsl {
    private OpenSsl() {}

    /** Runs openssl in a folder; fails the test with what it printed when it does not end with 0. */
    public static String run(Path folder, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        Arrays.stream(args).map(String::valueOf).forEach(command::add);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("this test needs openssl: apt-get install openssl", e);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError(command + " ended with " + status + ":\n" + output);
        }
        return output;
    }
}
