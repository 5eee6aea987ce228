package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the S/MIME tools of other people. One that is missing fails the test and names its Debian package. */
public final class Peers {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> PACKAGES = Map.of(
            "openssl", "openssl",
            "certutil", "libnss3-tools",
            "cmsutil", "libnss3-tools",
            "pk12util", "libnss3-tools",
            "gpgsm", "gpgsm",
            "gpg-agent", "gpg-agent",
            "gpgconf", "gpgconf",
            "postconf", "postfix");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private Peers(Path folder) {
        this.folder = folder;
    }

    /** Tools that run in this folder: relative names in their arguments mean files there. */
    public static Peers in(Path folder) {
        return new Peers(folder);
    }

    /** Sets a variable for the tools, for example {@code GNUPGHOME} (keep that path short: a socket lies in it). */
    public Peers environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs a tool without input, whatever its exit status. */
    public ToolResult run(String tool, String... arguments) {
        return run(new byte[0], tool, arguments);
    }

    /** Runs a tool with this on its standard input, whatever its exit status. */
    public ToolResult run(byte[] input, String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments));
        Process process = start(command);
        var output = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
        var errors = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
        feed(process, input);
        await(process, command);
        return new ToolResult(process.exitValue(), output.join(), new String(errors.join(), UTF_8));
    }

    /** Runs a tool that must succeed and gives its output. */
    public byte[] succeed(String tool, String... arguments) {
        return succeed(new byte[0], tool, arguments);
    }

    public byte[] succeed(byte[] input, String tool, String... arguments) {
        ToolResult result = run(input, tool, arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError(tool + " " + String.join(" ", arguments) + " ended with " + result.exitCode()
                    + ": " + result.errors() + result.text());
        }
        return result.output();
    }

    private Process start(List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(missing(command.get(0)), e);
        }
    }

    private static String missing(String tool) {
        return tool + " cannot be run; install it with: apt-get install " + debianPackage(tool);
    }

    /** What brings a tool on Debian. */
    public static String debianPackage(String tool) {
        return PACKAGES.getOrDefault(tool, tool);
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException endedBeforeReadingAll) {
            // Its exit status tells.
        }
    }

    private static void await(Process process, List<String> command) {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end within " + LIMIT + ": " + command);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] readAll(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
