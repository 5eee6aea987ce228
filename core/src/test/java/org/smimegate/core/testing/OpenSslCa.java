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
import java.util.List;

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
        Files.createDirectories(folder);
        TestFiles.writePem(folder.resolve("ca.pem"), ca.certificate());
        TestFiles.writeKeyPem(folder.resolve("ca.key"), ca.key());
        Files.writeString(folder.resolve("index.txt"), "");
        Files.writeString(folder.resolve("crlnumber"), "01\n");
        Files.writeString(folder.resolve("ca.cnf"), """
                [ca]
                default_ca = test
                [test]
                database = %1$s/index.txt
                crlnumber = %1$s/crlnumber
                default_md = sha256
                crl_extensions = list
                [list]
                authorityKeyIdentifier = keyid
                """.formatted(folder));
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

    /** Writes a new list as PEM; whoever reads the file meanwhile sees the old one or the new one. */
    public Path publish(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path out = folder.resolve("list.pem");
        run(
                "-gencrl",
                "-crl_lastupdate",
                TIME.format(thisUpdate),
                "-crl_nextupdate",
                TIME.format(nextUpdate),
                "-out",
                out.toString());
        Path hidden = Files.copy(out, file.resolveSibling("." + file.getFileName()));
        return Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "openssl", "ca", "-batch", "-config", at("ca.cnf"), "-cert", at("ca.pem"), "-keyfile", at("ca.key")));
        line.addAll(List.of(arguments));
        OpenSsl.runOrFail(line, folder.resolve("said.txt"));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
