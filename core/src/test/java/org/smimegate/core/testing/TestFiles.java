package org.smimegate.core.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.smimegate.core.trust.TrustStore;

/** Writes keys and certificates as an administrator would have them on disk. */
public final class TestFiles {
    private TestFiles() {}

    /** Certificates, one PEM block after the other; makes the folder. */
    public static Path writePem(Path file, X509Certificate... certificates) throws IOException {
        return writePem(file, List.of(certificates));
    }

    public static Path writePem(Path file, Collection<X509Certificate> certificates) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, pem(certificates), StandardCharsets.US_ASCII);
    }

    /** An unencrypted PKCS#8 key, for foreign tools only. */
    public static Path writeKeyPem(Path file, Key key) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, block("PRIVATE KEY", key.getEncoded()), StandardCharsets.US_ASCII);
        return ownerOnly(file);
    }

    /** A PKCS#12 file with one key, its certificate and all issuers. */
    public static Path writePkcs12(Path file, String password, String alias, TestIdentity identity) throws IOException {
        return writePkcs12(file, password, alias, identity.keys().getPrivate(), identity.fullChain());
    }

    /** As given, even if key and certificate do not match; adds to a PKCS#12 file that is there. */
    public static Path writePkcs12(Path file, String password, String alias, Key key, List<X509Certificate> chain)
            throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            KeyStore store = open(file, password);
            store.setKeyEntry(alias, key, password.toCharArray(), chain.toArray(Certificate[]::new));
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("test key store " + file, e);
        }
        return ownerOnly(file);
    }

    /** A file with a password in it, mode 0600. */
    public static Path writeSecret(Path file, String secret) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, secret + "\n", StandardCharsets.UTF_8);
        return ownerOnly(file);
    }

    /** Writes {@code trust/} and {@code intermediates/} of a trust store, one PEM file a certificate, below a folder. */
    public static void writeTrust(Path folder, TrustStore store) throws IOException {
        writeFolder(folder.resolve("trust"), store.anchors());
        writeFolder(folder.resolve("intermediates"), store.intermediates());
    }

    public static String pem(Collection<X509Certificate> certificates) {
        return certificates.stream().map(c -> block("CERTIFICATE", der(c))).collect(Collectors.joining());
    }

    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One PEM block of any type. */
    public static String block(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    private static void writeFolder(Path folder, Collection<X509Certificate> certificates) throws IOException {
        Files.createDirectories(folder);
        for (X509Certificate certificate : certificates) {
            writePem(folder.resolve(certificate.getSerialNumber() + ".pem"), certificate);
        }
    }

    private static KeyStore open(Path file, String password) throws GeneralSecurityException, IOException {
        if (Files.exists(file)) {
            return KeyStore.getInstance(file.toFile(), password.toCharArray());
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password.toCharArray());
        return store;
    }

    private static Path ownerOnly(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
