package org.smimegate.admin.cert;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.smimegate.admin.ForeignTool;
import org.smimegate.admin.OpenSsl;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;

/** Puts keys into the key stores of other programs and has them export what import takes. */
final class ForeignStores {
    private final Path folder;
    private final String password;

    ForeignStores(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /** Both under one nickname, in one file. */
    Path nss(TestIdentity... identities) throws Exception {
        String database = "sql:" + Files.createDirectory(folder.resolve("nss"));
        Path passwordFile = Files.writeString(folder.resolve("nss.password"), password);
        ForeignTool.run(folder, "certutil", "-N", "-d", database, "--empty-password");
        for (TestIdentity identity : identities) {
            Path part = export(identity, "part.p12");
            ForeignTool.run(folder, "pk12util", "-i", part, "-d", database, "-w", passwordFile, "-K", "");
        }
        Path file = folder.resolve("nss.p12");
        ForeignTool.run(folder, "pk12util", "-o", file, "-n", "Bob", "-d", database, "-w", passwordFile, "-K", "");
        return file;
    }

    Path gpgsm(TestIdentity identity, String address) throws Exception {
        Files.createDirectory(folder.resolve("gnupg"), asFileAttribute(fromString("rwx------")));
        Files.writeString(folder.resolve("gnupg/gpg-agent.conf"), "allow-loopback-pinentry\n");
        Path part = export(identity, "part.p12", "-legacy");
        Path file = folder.resolve("gpgsm.p12");
        try {
            gpgsm("--import", part);
            gpgsm("--output", file, "--export-secret-key-p12", address);
            return file;
        } finally {
            ForeignTool.run(folder, "gpgconf", "--kill", "gpg-agent");
        }
    }

    private void gpgsm(Object... arguments) throws Exception {
        Object[] batch = {"--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0"};
        Object[] all = Stream.of(batch, arguments).flatMap(Arrays::stream).toArray();
        ForeignTool.runWithInput(folder, password, "gpgsm", all);
    }

    private Path export(TestIdentity identity, String name, Object... options) throws Exception {
        TestFiles.writeKeyPem(folder.resolve("part.key"), identity.key());
        TestFiles.writePem(folder.resolve("part.pem"), identity.fullChain());
        Files.writeString(folder.resolve("part.password"), password, StandardCharsets.UTF_8);
        Object[] common = ("pkcs12 -export -inkey part.key -in part.pem -name Bob -passout file:part.password -out "
                        + name)
                .split(" ");
        OpenSsl.run(folder, Stream.of(common, options).flatMap(Arrays::stream).toArray());
        return folder.resolve(name);
    }
}
