package org.smimegate.admin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.smimegate.admin.cert.Identity;
import org.smimegate.admin.cert.KeystoreFile;
import org.smimegate.admin.cert.Pem;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.keys.Secret;

/** The folder of one server: {@code conf}, {@code extensions-jars}, {@code var}, and a private {@code tmp}. */
public final class ServerFolder {
    private static final int SECRET_BYTES = 16;

    private final Path folder;

    private ServerFolder(Path folder) {
        this.folder = folder;
    }

    /** A folder that may have been used before; the extension jar in it is replaced by the present one. */
    public static ServerFolder open(Path folder, Installation installation) throws IOException, CannotRunException {
        ServerFolder server = new ServerFolder(folder.toAbsolutePath().normalize());
        Files.createDirectories(server.folder.resolve("extensions-jars"));
        Files.createDirectories(server.folder.resolve("var"));
        server.makePrivateTemp();
        Path bundle = installation.bundle();
        Files.copy(bundle, server.folder.resolve("extensions-jars/smimegate.jar"), StandardCopyOption.REPLACE_EXISTING);
        return server;
    }

    public Path path() {
        return folder;
    }

    public Path conf() {
        return folder.resolve("conf");
    }

    public boolean hasConf() {
        return Files.exists(conf());
    }

    /** Copies a sample configuration and moves its listeners to free loopback ports. */
    public void configure(Path sample, Ports ports, int offset) throws IOException, CannotRunException {
        copy(sample, conf());
        for (String name : List.of("trust", "intermediates", "partners")) {
            Files.createDirectories(conf().resolve("smime").resolve(name));
        }
        new Listeners(conf()).moveToLoopback(ports, offset);
    }

    /** Replaces words in every file of {@code conf}. */
    public void replace(Map<String, String> words) throws IOException {
        try (var files = Files.list(conf())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, UTF_8);
                for (var word : words.entrySet()) {
                    text = text.replace(word.getKey(), word.getValue());
                }
                Files.writeString(file, text, UTF_8);
            }
        }
    }

    /** Puts the gateway's own key in place, with a password of its own. */
    public void putCredential(Identity identity) throws IOException, CannotRunException {
        String password = randomText();
        Path secret = conf().resolve("smime/gateway.secret");
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password + "\n", UTF_8);
        KeystoreFile.write(
                conf().resolve("smime/gateway.p12"), new Secret(password.toCharArray()), Map.of("gateway", identity));
        putCertificate("gateway.pem", identity.certificate());
    }

    /** Puts a certificate below {@code conf/smime}, for example {@code trust/ca.pem}. */
    public void putCertificate(String name, X509Certificate certificate) throws IOException {
        Files.writeString(conf().resolve("smime").resolve(name), Pem.of(certificate), UTF_8);
    }

    /** Port by listener. */
    public Map<String, Integer> ports() throws IOException {
        return new Listeners(conf()).ports();
    }

    /** Something nobody guesses. */
    static String randomText() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** James writes mail over 100 KB there, opened mail too; what an earlier process left is removed. */
    private void makePrivateTemp() throws IOException {
        Path temp = folder.resolve("tmp");
        if (Files.exists(temp)) {
            delete(temp);
        }
        Files.createDirectory(temp, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(target.resolve(source.relativize(dir)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, target.resolve(source.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes a folder with everything in it; links in it are not followed. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
