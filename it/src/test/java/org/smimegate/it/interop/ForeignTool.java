package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Peers;

/** The folder that a foreign tool works in, with the PEM and PKCS#12 files of somebody and of the gateway. */
final class ForeignTool {
    static final String PASSWORD = "peer";
    static final String OWN = "own.p12";
    static final String GATEWAY = "gateway.pem";

    private final Path folder;
    private final Peers peers;
    private int files;

    /** @param folder private, with a short path (a socket may lie in it); made if need be */
    ForeignTool(Path folder) {
        this.folder = folder;
        peers = Peers.in(folder);
        make(folder);
    }

    Path folder() {
        return folder;
    }

    Peers peers() {
        return peers;
    }

    /** Writes what every tool can import: the owner's key in the one PKCS#12 form that all of them read. */
    void writeKeys(TestIdentity own, TestIdentity gateway) {
        try {
            TestFiles.writePem(folder.resolve(GATEWAY), gateway.certificate());
            TestFiles.writePem(folder.resolve("own.pem"), own.certificate());
            TestFiles.writePem(folder.resolve("chain.pem"), own.issuers());
            TestFiles.writeKeyPem(folder.resolve("own.key"), own.key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String[] export = {
            "pkcs12",
            "-export",
            "-in",
            "own.pem",
            "-inkey",
            "own.key",
            "-certfile",
            "chain.pem",
            "-name",
            "own",
            "-out",
            OWN,
            "-passout",
            "pass:" + PASSWORD,
            "-keypbe",
            "PBE-SHA1-3DES",
            "-certpbe",
            "PBE-SHA1-3DES",
            "-macalg",
            "sha1"
        };
        peers.succeed("openssl", export);
    }

    /** Writes the CAs of a PKI; gives the file names, root first. */
    String[] writeCas(String name, TestPki pki) {
        String[] names = {name + "-root.pem", name + "-issuing.pem"};
        try {
            TestFiles.writePem(folder.resolve(names[0]), pki.root().certificate());
            TestFiles.writePem(folder.resolve(names[1]), pki.issuing().certificate());
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new file; gives its name. */
    String file(byte[] content) {
        try {
            return Files.write(newFile(), content).getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path newFile() {
        return folder.resolve("file" + files++);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
