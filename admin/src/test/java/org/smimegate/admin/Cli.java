package org.smimegate.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.smimegate.admin.console.Console;

/** Runs the command line as its users do, and keeps what it printed. */
public final class Cli {
    /** What one run left behind. */
    public record Result(int status, byte[] output, String out, String err) {
        /** The objects of {@code --json}, one a line. */
        public List<JsonNode> json() {
            return out.lines().map(Result::parsed).toList();
        }

        private static JsonNode parsed(String line) {
            try {
                return new ObjectMapper().readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException(line, e);
            }
        }
    }

    private Cli() {}

    public static Result run(Object... args) {
        return runWith(new byte[0], args);
    }

    public static Result runWith(byte[] input, Object... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new ByteArrayInputStream(input), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        int status = Main.run(console, Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
        return new Result(status, out.toByteArray(), out.toString(UTF_8), err.toString(UTF_8));
    }

    /** A private file that holds a password; the text to give to {@code --secret}. */
    public static String secret(Path folder, String password) {
        try {
            Path file = Files.createTempFile(
                    folder,
                    "secret",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password + "\n");
            return "file:" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
