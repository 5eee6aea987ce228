package org.smimegate.core.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The foreign peer: the {@code openssl} command (Debian package openssl, 3.0), working on files of a folder. */
public final class OpenSsl {
    private static final long TIMEOUT_SECONDS = 120;

    private final Path folder;
    private int files;

    private OpenSsl(Path folder) {
        this.folder = folder;
    }

    /** @param folder empty, removed by the test */
    public static OpenSsl in(Path folder) {
        return new OpenSsl(folder);
    }

    /** What a run gave: exit status, the file named by {@code -out} and everything it said. */
    public record Result(int exitStatus, byte[] output, String said) {}

    /** Runs {@code openssl cms} on a message. */
    public Result cms(byte[] message, String... arguments) throws IOException {
        return run("cms", message, arguments);
    }

    /** Runs any command that takes {@code -in} and {@code -out}. */
    public Result run(String command, byte[] input, String... arguments) throws IOException {
        Path out = newFile(".out");
        List<String> line = new ArrayList<>(
                List.of("openssl", command, "-in", file(".in", input).toString(), "-out", out.toString()));
        line.addAll(Arrays.asList(arguments));
        Path said = newFile(".txt");
        int exitStatus = run(line, said);
        return new Result(
                exitStatus, Files.exists(out) ? Files.readAllBytes(out) : new byte[0], Files.readString(said));
    }

    /** As {@link #cms} for what must succeed: its output. */
    public byte[] cmsOutput(byte[] message, String... arguments) throws IOException {
        Result result = cms(message, arguments);
        if (result.exitStatus() != 0) {
            throw new AssertionError("openssl cms " + String.join(" ", arguments) + ": exit status "
                    + result.exitStatus() + "\n" + result.said());
        }
        return result.output();
    }

    /** A PEM file of these certificates. */
    public String certificates(Collection<X509Certificate> certificates) throws IOException {
        return file(".pem", TestFiles.pem(certificates).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    public String certificate(TestIdentity identity) throws IOException {
        return certificates(List.of(identity.certificate()));
    }

    /** A PEM file of the private key. */
    public String key(TestIdentity identity) throws IOException {
        String pem = TestFiles.block("PRIVATE KEY", identity.key().getEncoded());
        return file(".key", pem.getBytes(StandardCharsets.US_ASCII)).toString();
    }

    public Path file(String suffix, byte[] content) throws IOException {
        return Files.write(newFile(suffix), content);
    }

    private Path newFile(String suffix) {
        return folder.resolve("openssl-" + files++ + suffix);
    }

    /** @param said takes everything that is printed */
    static void runOrFail(List<String> line, Path said) throws IOException {
        int exitStatus = run(line, said);
        if (exitStatus != 0) {
            throw new AssertionError(line + ": exit status " + exitStatus + "\n" + Files.readString(said));
        }
    }

    private static int run(List<String> line, Path said) throws IOException {
        Process process = start(line, said);
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(line + ": no end after " + TIMEOUT_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError(line + ": interrupted", e);
        }
    }

    /** Ends a server, so that its port is free again. */
    static void stop(Process server) {
        server.destroy();
        try {
            server.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.destroyForcibly();
        }
    }

    private static Process start(List<String> line, Path said) {
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("openssl does not run (expected: Debian package openssl installed)", e);
        }
    }
}
