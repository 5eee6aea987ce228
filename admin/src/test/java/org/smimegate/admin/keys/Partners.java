package org.smimegate.admin.keys;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.admin.Cli;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;
import org.smimegate.keys.keyring.text.EntryWriter;

/** A gateway with its conf folder, which trusts the test CA, and the certificates of its partners as files. */
final class Partners {
    final TestPki pki = TestPki.shared();
    final Path folder;
    private final Path config;

    Partners(Path folder) throws IOException {
        this(folder, "");
    }

    /** @param settings elements of smime.xml besides the gateway's name */
    Partners(Path folder, String settings) throws IOException {
        this.folder = folder;
        Path conf = Files.createDirectories(folder.resolve("conf"));
        TestFiles.writeTrust(conf.resolve("smime"), pki.trust());
        config = Files.writeString(
                conf.resolve("smime.xml"),
                "<smime><gateway name=\"gw.example.com\" postmaster=\"postmaster@example.com\"/>" + settings
                        + "</smime>");
    }

    /** Runs a command of {@code keys} on the gateway. */
    Cli.Result keys(Object... args) {
        Object[] all = Stream.of(new Object[] {"keys"}, args, new Object[] {"--config", config})
                .flatMap(Arrays::stream)
                .toArray();
        return Cli.run(all);
    }

    TestIdentity person(String address) {
        return pki.good(address, KeyKind.P_256);
    }

    Path pem(TestIdentity... people) throws IOException {
        return TestFiles.writePem(newFile(".pem"), TestPki.certificates(people));
    }

    Path newFile(String suffix) throws IOException {
        return Files.createTempFile(folder, "partner", suffix);
    }

    /** The folder where the gateway keeps its key ring. */
    Path ring() {
        return folder.resolve("var/smime");
    }

    /** Puts an entry into the key ring that a message could have brought. */
    void learned(TestIdentity person, String owner, State state) throws IOException {
        NewEntry entry = new NewEntry(
                "",
                Owner.parse(owner).orElseThrow(),
                person.certificate(),
                person.intermediates(),
                Origin.HARVESTED,
                state,
                false,
                false,
                state == State.PENDING ? "another certificate is known" : "",
                Set.of(ContentCipher.AES_256_GCM),
                Optional.of(TestPki.NOW));
        keys("import", Files.writeString(newFile(".txt"), text(entry)));
    }

    static String text(NewEntry... entries) {
        try {
            StringWriter text = new StringWriter();
            EntryWriter writer = new EntryWriter(text);
            for (NewEntry entry : entries) {
                writer.write(new KeyEntry(1, entry, Instant.EPOCH, Instant.EPOCH, Optional.empty()));
            }
            writer.finish();
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NewEntry byHand(String name, String owner, X509Certificate certificate) {
        return new NewEntry(
                name,
                Owner.parse(owner).orElseThrow(),
                certificate,
                List.of(),
                Origin.MANUAL,
                State.ACTIVE,
                true,
                true,
                "",
                Set.of(),
                Optional.empty());
    }

    /** The number of the only entry of that owner. */
    long id(String owner) {
        return keys("show", owner, "--json").json().get(0).path("id").asLong();
    }
}
