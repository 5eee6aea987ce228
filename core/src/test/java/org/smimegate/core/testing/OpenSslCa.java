package org.smimegate.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Revokes certificates and publishes revocation lists as a small CA does: with {@code openssl ca}. */
public final class OpenSslCa {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Instant thisUpdate;
    private final Instant nextUpdate;

    private OpenSslCa(Path folder, Instant thisUpdate, Instant nextUpdate) {
        this.folder = folder;
        this.thisUpdate = thisUpdate;
        this.nextUpdate = nextUpdate;
    }

    /**
     * A CA whose lists are of an hour ago and good for a day.
     *
     * @param folder its own, removed by the test
     */
    public static OpenSslCa of(TestIdentity ca, Path folder) throws IOException {
        Path certificate = TestFiles.writePem(folder.resolve("ca.pem"), ca.certificate());
        Path key = TestFiles.writeKeyPem(folder.resolve("ca.key"), ca.key());
        return of(certificate, key, folder);
    }

    /**
     * As the other, of a CA in files.
     *
     * @param certificate PEM
     * @param key PEM, not encrypted
     */
    public static OpenSslCa of(Path certificate, Path key, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("index.txt"), "");
        Files.writeString(folder.resolve("crlnumber"), "01\n");
        Files.writeString(folder.resolve("ca.cnf"), """
                [ca]
                default_ca = test
                [test]
                certificate = %2$s
                private_key = %3$s
                database = %1$s/index.txt
                crlnumber = %1$s/crlnumber
                default_md = sha256
                crl_extensions = list
                [list]
                authorityKeyIdentifier = keyid
                """.formatted(folder, certificate, key));
        return new OpenSslCa(folder, TestPki.NOW.minus(Duration.ofHours(1)), TestPki.NOW.plus(Duration.ofDays(1)));
    }

    /** The same CA, its lists of another time. */
    public OpenSslCa dated(Instant from, Instant until) {
        return new OpenSslCa(folder, from, until);
    }

    /** From its next list on. */
    public OpenSslCa revoke(X509Certificate certificate) throws IOException {
        Path file = TestFiles.writePem(folder.resolve(certificate.getSerialNumber() + ".pem"), certificate);
        run("-revoke", file.toString());
        return this;
    }

    /** A new list in DER. */
    public byte[] list() throws IOException {
        String pem = Files.readString(generate());
        String base64 = pem.lines().filter(line -> !line.startsWith("-----")).collect(Collectors.joining());
        return Base64.getDecoder().decode(base64);
    }

    /** Writes a new list as PEM; whoever reads the file meanwhile sees the old one or the new one. */
    public Path publish(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path hidden = Files.copy(generate(), file.resolveSibling("." + file.getFileName()));
        return Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path generate() throws IOException {
        Path out = folder.resolve("list.pem");
        run(
                "-gencrl",
                "-crl_lastupdate",
                TIME.format(thisUpdate),
                "-crl_nextupdate",
                TIME.format(nextUpdate),
                "-out",
                out.toString());
        return out;
    }

    private void run(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "openssl", "ca", "-batch", "-config", folder.resolve("ca.cnf").toString()));
        line.addAll(List.of(arguments));
        OpenSsl.runOrFail(line, folder.resolve("said.txt"));
    }
}
