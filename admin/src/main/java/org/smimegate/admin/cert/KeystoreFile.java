package org.smimegate.admin.cert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.keys.Credential;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.KeystoreReader;
import org.smimegate.keys.Secret;

/** The gateway's key store, a PKCS#12 file of mode 0600. */
public final class KeystoreFile {
    private KeystoreFile() {}

    /** Reads it as the gateway does. */
    static List<Credential> read(Path file, Secret secret) throws CannotRunException {
        try {
            return KeystoreReader.read(file, secret, List.of(), true);
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes it beside its place, reads it as the gateway will, and only then puts it there. */
    public static void write(Path file, Secret secret, Map<String, Identity> content) throws CannotRunException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new CannotRunException(file + ": not a file name");
            }
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(
                    folder,
                    ".keystore",
                    ".p12",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                store(draft, secret, content);
                read(draft, secret);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new CannotRunException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void store(Path file, Secret secret, Map<String, Identity> content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var entry : content.entrySet()) {
                Identity identity = entry.getValue();
                store.setKeyEntry(
                        entry.getKey(),
                        identity.key(),
                        secret.reveal(),
                        identity.path().toArray(Certificate[]::new));
            }
            store.store(out, secret.reveal());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
