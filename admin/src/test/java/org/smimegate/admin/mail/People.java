package org.smimegate.admin.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.smimegate.admin.Cli;
import org.smimegate.admin.OpenSsl;
import org.smimegate.core.trust.CertificateFormatException;
import org.smimegate.core.trust.Certificates;

/**
 * Bob and Dave, both certified by one CA; all of it made with openssl in a folder: {@code trust/ca.pem},
 * {@code bob.pem}, {@code bob.key}, {@code bob.p12} and so on.
 */
final class People {
    static final String TEXT = "Content-Type: text/plain\r\n\r\nHello Dave, this is Bob.\r\n";
    private static final String PASSWORD = "only for this test";

    final Path folder;
    final Path trust;
    final String secret;

    People(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.trust = Files.createDirectories(folder.resolve("trust"));
        this.secret = Cli.secret(folder, PASSWORD);
        OpenSsl.run(
                folder,
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "ca.key",
                "-out",
                "trust/ca.pem",
                "-days",
                "30",
                "-subj",
                "/CN=Test CA");
        certify("bob");
        certify("dave");
        file("text", TEXT);
    }

    private void certify(String name) throws IOException, InterruptedException {
        OpenSsl.run(
                folder,
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=email:" + name + "@a.example",
                "-addext",
                "keyUsage=digitalSignature,keyEncipherment",
                "-addext",
                "extendedKeyUsage=emailProtection");
        OpenSsl.run(
                folder,
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "trust/ca.pem",
                "-CAkey",
                "ca.key",
                "-days",
                "20",
                "-copy_extensions",
                "copyall",
                "-out",
                name + ".pem");
        OpenSsl.run(
                folder,
                "pkcs12",
                "-export",
                "-in",
                name + ".pem",
                "-inkey",
                name + ".key",
                "-name",
                name,
                "-out",
                name + ".p12",
                "-passout",
                "pass:" + PASSWORD);
    }

    Path keystore(String name) {
        return folder.resolve(name + ".p12");
    }

    X509Certificate certificate(String name) throws IOException, CertificateFormatException {
        return Certificates.read(folder.resolve(name + ".pem")).get(0);
    }

    Path file(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(US_ASCII));
    }

    String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), US_ASCII);
    }

    /** Signed by Bob, from Bob to Dave. */
    Path signed() throws IOException, InterruptedException {
        OpenSsl.run(
                folder,
                "cms",
                "-sign",
                "-in",
                "text",
                "-signer",
                "bob.pem",
                "-inkey",
                "bob.key",
                "-md",
                "sha256",
                "-from",
                "bob@a.example",
                "-to",
                "dave@a.example",
                "-subject",
                "hi",
                "-out",
                "signed.eml");
        return folder.resolve("signed.eml");
    }

    /** Signed by Bob and encrypted to Dave. */
    Path encrypted() throws IOException, InterruptedException {
        OpenSsl.run(
                folder, "cms", "-sign", "-in", "text", "-signer", "bob.pem", "-inkey", "bob.key", "-md", "sha256",
                "-out", "inner");
        OpenSsl.run(
                folder,
                "cms",
                "-encrypt",
                "-in",
                "inner",
                "-aes256",
                "-from",
                "bob@a.example",
                "-to",
                "dave@a.example",
                "-subject",
                "hi",
                "-out",
                "encrypted.eml",
                "dave.pem");
        return folder.resolve("encrypted.eml");
    }
}
