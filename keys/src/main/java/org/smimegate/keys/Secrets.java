package org.smimegate.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Reads secrets from private files and from the environment; never from a configuration's own text. */
public final class Secrets {
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final long MAX_BYTES = 4096;
    private static final Set<PosixFilePermission> PRIVATE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private Secrets() {}

    /** The command line's form: {@code file:PATH} or {@code env:NAME}. */
    public static Secret ofCommandLine(String text) throws KeyFileException {
        if (text.startsWith(ENVIRONMENT)) {
            return ofEnvironment(text.substring(ENVIRONMENT.length()), System.getenv());
        }
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            return ofFile(Path.of(text.substring(FILE.length())));
        }
        // The text is not repeated: it may be the password itself.
        throw new KeyFileException("secret: not a reference to one (expected: file:PATH or env:NAME)");
    }

    /** The value of an environment variable. */
    public static Secret ofEnvironment(String name, Map<String, String> environment) throws KeyFileException {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new KeyFileException(ENVIRONMENT + name + ": "
                    + (value == null ? "not set" : "empty")
                    + " (expected: an environment variable that holds the secret)");
        }
        return new Secret(value.toCharArray());
    }

    /** The text of a file (UTF-8) with mode 0600 or stricter, without the newline at its end. */
    public static Secret ofFile(Path file) throws KeyFileException {
        try {
            checkPrivate(file);
            return new Secret(textOf(file));
        } catch (CharacterCodingException e) {
            throw new KeyFileException(file + ": not UTF-8 text (expected: the secret as plain text)", e);
        } catch (IOException e) {
            throw new KeyFileException(KeyFiles.explain(file, e), e);
        }
    }

    private static void checkPrivate(Path file) throws IOException, KeyFileException {
        KeyFiles.requireFile(file);
        Set<PosixFilePermission> mode;
        try {
            mode = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            throw new KeyFileException(file + ": its file system has no permissions (expected: mode 0600)", e);
        }
        if (!PRIVATE.containsAll(mode)) {
            throw new KeyFileException(file + ": mode " + PosixFilePermissions.toString(mode)
                    + " (expected: rw------- (0600) or stricter, for it holds a secret)");
        }
    }

    private static char[] textOf(Path file) throws IOException, KeyFileException {
        if (Files.size(file) > MAX_BYTES) {
            throw new KeyFileException(file + ": " + Files.size(file)
                    + " bytes (expected: a secret in plain text, at most " + MAX_BYTES + " bytes)");
        }
        byte[] bytes = Files.readAllBytes(file);
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        return withoutNewlines(file, text);
    }

    private static char[] withoutNewlines(Path file, CharBuffer text) throws KeyFileException {
        int end = text.length();
        while (end > 0 && isNewline(text.charAt(end - 1))) {
            end--;
        }
        if (end == 0) {
            throw new KeyFileException(file + ": empty (expected: the secret as plain text)");
        }
        char[] characters = new char[end];
        text.get(characters);
        return characters;
    }

    private static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }
}
