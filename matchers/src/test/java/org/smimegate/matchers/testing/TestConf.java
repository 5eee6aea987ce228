package org.smimegate.matchers.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.server.core.JamesServerResourceLoader;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.matchers.SharedGateway;

/** A James working directory with conf/smime.xml and the files it names. */
public final class TestConf {
    private static final String SECRET = "test fixture, no secret";

    private final Path folder;

    /** An own key for {@code gw.example.org} is not there yet, nor is any anchor or partner. */
    public TestConf(Path folder) {
        this.folder = folder;
        write("smime/gateway.secret", file -> TestFiles.writeSecret(file, SECRET));
        write("smime/trust/README", file -> Files.writeString(file, "anchors"));
        write("smime/partners/README", file -> Files.writeString(file, "partners"));
    }

    /** Its own keys, by aliases {@code key0}, {@code key1} ... */
    public TestConf own(TestIdentity... identities) {
        for (int i = 0; i < identities.length; i++) {
            String alias = "key" + i;
            TestIdentity identity = identities[i];
            write("smime/gateway.p12", file -> TestFiles.writePkcs12(file, SECRET, alias, identity));
        }
        return this;
    }

    public TestConf partners(TestIdentity... identities) {
        for (TestIdentity identity : identities) {
            String name = identity.certificate().getSerialNumber() + ".pem";
            write("smime/partners/" + name, file -> TestFiles.writePem(file, identity.certificate()));
        }
        return this;
    }

    public TestConf trust(TrustStore store) {
        write("smime/x", file -> TestFiles.writeTrust(file.getParent(), store));
        return this;
    }

    /** Writes smime.xml with these profiles, elements as in {@code <profiles>}. */
    public TestConf smimeXml(String... profiles) {
        return smimeXmlWith("<profiles>" + String.join("\n", profiles) + "</profiles>");
    }

    /** Writes smime.xml with these elements at its end. */
    public TestConf smimeXmlWith(String elements) {
        String keystore = Files.exists(path("smime/gateway.p12"))
                ? "<credentials><keystore type='PKCS12' file='file://conf/smime/gateway.p12'"
                        + " secret='file://conf/smime/gateway.secret'/></credentials>"
                : "";
        write("smime.xml", file -> Files.writeString(file, """
                <smime>
                  <gateway name="gw.example.org" postmaster="postmaster@example.org" domains="example.org"/>
                  %s
                  <trust anchors="file://conf/smime/trust/"%s/>
                  <directories><folder path="file://conf/smime/partners/"/></directories>
                  %s
                </smime>
                """.formatted(keystore, intermediates(), elements)));
        return this;
    }

    private String intermediates() {
        return Files.exists(path("smime/intermediates")) ? " intermediates=\"file://conf/smime/intermediates/\"" : "";
    }

    /** A gateway on this folder; smime.xml is read when it is first asked for. */
    public SharedGateway gateway() {
        return new SharedGateway(new FileSystemImpl(new JamesServerResourceLoader(folder.toString())));
    }

    private Path path(String name) {
        return folder.resolve("conf").resolve(name);
    }

    private void write(String name, Writing writing) {
        Path file = path(name);
        try {
            Files.createDirectories(file.getParent());
            writing.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void write(Path file) throws IOException;
    }
}
