package org.smimegate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.it.harness.CommandLine;
import org.smimegate.it.harness.Project;

/** {@code smimegate demo} and {@code serve} as processes, as ./smimegate starts them. */
class CommandLineIT {
    private static final long LIMIT_SECONDS = 240;
    private static final Pattern ENCRYPTING = Pattern.compile(
            "<mailet match=\"[^\"]*\" class=\"org.smimegate.mailets.SMimeEncrypt\">.*?</mailet>", Pattern.DOTALL);
    private static final Pattern SMTP_PORT = Pattern.compile("\"smtpserver\":(\\d+)");
    private static final Pattern JAMES_PID = Pattern.compile("\"pid\":(\\d+)");

    @TempDir
    Path folder;

    private Path temp;

    @BeforeEach
    void makeTempFolder() throws IOException {
        temp = Files.createDirectory(folder.resolve("temp"));
    }

    @Test
    void shouldShowTheMainJobAndLeaveNothingBehind_whenDemonstrating() throws Exception {
        Result result = run(Project.file(""), "demo");

        assertThat(result.output()).contains("All 8 checks held.", "smime=pass").doesNotContain("FAILED");
        assertThat(result.status()).isZero();
        assertThat(temp).isEmptyDirectory();
    }

    /** The demonstration is no show: with the mailets that encrypt taken out of the sample, it says so. */
    @Test
    void shouldEndWithOne_whenTheGatewayDoesNotEncrypt() throws Exception {
        Result result = run(homeWithoutEncryption(), "demo");

        assertThat(result.output())
                .contains("FAILED it is an encrypted S/MIME message", "FAILED Bob's text cannot be read");
        assertThat(result.status()).isEqualTo(1);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void shouldServeUntilItIsEnded() throws Exception {
        Process process = start(Project.file(""), "serve", folder.resolve("server"), "--json");
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String announced = String.valueOf(lines.readLine());
            assertThat(announced).matches(line -> SMTP_PORT.matcher(line).find(), "names its ports: " + announced);
            int port = (int) number(SMTP_PORT, announced);
            assertThat(greeting(port)).startsWith("220 ");

            process.destroy();

            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(ProcessHandle.of(number(JAMES_PID, announced))).isEmpty();
        } finally {
            process.destroy();
        }
    }

    private record Result(int status, String output) {}

    private Result run(Path home, Object... command) throws Exception {
        Process process = start(home, command);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private Process start(Path home, Object... command) {
        return CommandLine.of(home, temp).start(command);
    }

    private Path homeWithoutEncryption() throws IOException {
        Path home = folder.resolve("home");
        Path sample = Files.createDirectories(home.resolve("conf/mail-server"));
        try (var files = Files.list(Project.file("conf/mail-server"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, sample.resolve(file.getFileName()));
            }
        }
        Path container = sample.resolve("mailetcontainer.xml");
        Files.writeString(
                container,
                ENCRYPTING.matcher(Files.readString(container, UTF_8)).replaceAll(""),
                UTF_8);
        Files.createSymbolicLink(
                Files.createDirectories(home.resolve("bundle")).resolve("target"), Project.file("bundle/target"));
        return home;
    }

    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            byte[] start = socket.getInputStream().readNBytes(4);
            return new String(start, UTF_8);
        }
    }

    private static long number(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
