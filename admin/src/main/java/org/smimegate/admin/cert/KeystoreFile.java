package org.smimegate.admin.cert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.keys.Credential;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.KeystoreReader;
import org.smimegate.keys.Secret;

/**
 * The gateway's key store, a PKCS#12 file: a new one has mode 0600, one that is replaced keeps its owner and mode, so
 * that the server can still read it.
 */
public final class KeystoreFile {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private KeystoreFile() {}

    /** Reads it as the gateway does. */
    static List<Credential> read(Path file, Secret secret) throws CannotRunException {
        try {
            return KeystoreReader.read(file, secret, List.of(), true);
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes it, a new one or in place of the one that is there. */
    public static void write(Path file, Secret secret, Map<String, Identity> content) throws CannotRunException {
        put(file, secret, content, (draft, place) -> {
            if (Files.exists(place)) {
                keepOwner(place, draft);
            }
        });
    }

    /** Writes a new one; one that is there, even since a moment ago, stays as it is. */
    static void create(Path file, Secret secret, Map<String, Identity> content) throws CannotRunException {
        put(file, secret, content, (draft, place) -> Files.createFile(place, PRIVATE));
    }

    static CannotRunException exists(Path file, String expected) {
        return new CannotRunException(file + ": exists (expected: " + expected + ")");
    }

    /** What is done last before the draft takes its place. */
    private interface Preparation {
        void prepare(Path draft, Path place) throws IOException;
    }

    /** Writes it beside its place, reads it as the gateway will, and only then puts it there. */
    private static void put(Path file, Secret secret, Map<String, Identity> content, Preparation last)
            throws CannotRunException {
        try {
            // A link stays a link.
            Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = Files.createDirectories(place.resolveSibling(""));
            Path draft = Files.createTempFile(folder, ".keystore", ".p12", PRIVATE);
            try {
                store(draft, Pkcs12Writer.write(content, secret));
                check(draft, secret, content);
                last.prepare(draft, place);
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file, "a new file");
        } catch (IOException e) {
            throw new CannotRunException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Down to the disk: a key that is lost opens nothing any more. */
    private static void store(Path draft, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void check(Path draft, Secret secret, Map<String, Identity> content)
            throws CannotRunException, IOException {
        Map<String, X509Certificate> expected = new HashMap<>();
        content.forEach((alias, identity) -> expected.put(alias, identity.certificate()));
        Map<String, X509Certificate> found = new HashMap<>();
        read(draft, secret).forEach(c -> found.put(c.alias(), c.certificate()));
        if (!found.equals(expected)) {
            throw new IOException("reads as " + found.keySet() + " in place of " + expected.keySet());
        }
    }

    private static void keepOwner(Path old, Path draft) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(old, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        PosixFileAttributes present = view.readAttributes();
        if (!present.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        if (!present.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        view.setPermissions(wanted.permissions());
    }
}
